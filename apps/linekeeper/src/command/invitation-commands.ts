import { table } from '@linekeeper/command';
import { apiOf, withdrawAnyInvitation } from '@linekeeper/core';
import { type PlaceCommand, Refused } from './command.ts';

const list: PlaceCommand = {
  name: 'invitation list',
  reads: true,
  summary: "Show a tenant's open invitations, without their links",
  operands: ['<tenant>'],
  options: {},
  prepare:
    ({ operands: [operand = ''] }) =>
    async ({ actFor }) => {
      const invitations = await apiOf(await actFor(operand)).invitation.list();
      const rows = invitations.map(({ id, email, role, expiresAt }) => [
        id,
        email,
        role,
        expiresAt.slice(0, 16).replace('T', ' '),
      ]);
      return { lines: table(['ID', 'EMAIL', 'ROLE', 'EXPIRES'], rows), json: invitations };
    },
};

const withdraw: PlaceCommand = {
  name: 'invitation withdraw',
  summary: 'Withdraw an invitation; its link no longer works',
  operands: ['<id>'],
  options: {},
  prepare:
    ({ operands: [operand = ''] }) =>
    async ({ operator }) => {
      if (await withdrawAnyInvitation(operator, operand)) {
        return { lines: [`Withdrew ${operand}.`], json: { withdrawn: operand } };
      }
      throw new Refused(`No open invitation has the id ${operand}`);
    },
};

export const INVITATION_COMMANDS = [list, withdraw];
