import { operatorCause, table } from '@linekeeper/core';
import { type PlaceCommand, Refused } from './command.ts';
import { findTenant } from './tenant-commands.ts';

const list: PlaceCommand = {
  name: 'invitation list',
  reads: true,
  summary: "Show a tenant's open invitations, without their links",
  operands: ['<tenant>'],
  options: {},
  prepare:
    ({ operands: [operand = ''] }) =>
    async ({ db }) => {
      const invitations = await db.forTenant(await findTenant(db, operand), operatorCause()).invitations.list();
      const rows = invitations.map(({ id, email, role, expiresAt }) => [
        id,
        email,
        role,
        expiresAt.toISOString().slice(0, 16).replace('T', ' '),
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
    async ({ db }) => {
      if (await db.operator.withdrawInvitation(operand)) {
        return { lines: [`Withdrew ${operand}.`], json: { withdrawn: operand } };
      }
      throw new Refused(`No open invitation has the id ${operand}`);
    },
};

export const INVITATION_COMMANDS = [list, withdraw];
