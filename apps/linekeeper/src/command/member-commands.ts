import { lastOwner } from '@linekeeper/contract';
import { nameCell, operatorCause, table } from '@linekeeper/core';
import { z } from 'zod';
import { type PlaceCommand, Refused, read } from './command.ts';
import { findTenant } from './tenant-commands.ts';

const Email = z.email('is not a valid email').max(254, 'is too long');

const list: PlaceCommand = {
  name: 'member list',
  reads: true,
  summary: 'Show the people of a tenant',
  operands: ['<tenant>'],
  options: {},
  prepare:
    ({ operands: [operand = ''] }) =>
    async ({ db }) => {
      const members = await db.forTenant(await findTenant(db, operand), operatorCause()).members.list();
      const rows = members.map(({ email, name, role, createdAt }) => [
        email,
        nameCell(name),
        role,
        createdAt.toISOString().slice(0, 10),
      ]);
      return { lines: table(['EMAIL', 'NAME', 'ROLE', 'SINCE'], rows), json: members };
    },
};

const remove: PlaceCommand = {
  name: 'member remove',
  summary: 'Remove a member, end their sessions for the tenant and withdraw their open invitations',
  explanation: [
    "The last owner of a tenant can't be removed. The tenant's API keys keep working. Revoke those that the person knows.",
  ],
  operands: ['<tenant>'],
  options: { email: { value: '<email>', help: 'the member to remove' } },
  prepare({ operands: [operand = ''], options }) {
    const email = read(Email, options.email, '--email').toLowerCase();
    return async ({ db }) => {
      const { members } = db.forTenant(await findTenant(db, operand), operatorCause());
      const member = (await members.list()).find((one) => one.email.toLowerCase() === email);
      const answer = member ? await members.remove(member.id) : 'NOT_FOUND';
      if (answer === 'NOT_FOUND') throw new Refused(`${email} is not a member of ${operand}`);
      if (answer === 'LAST_OWNER') throw new Refused(`Nothing was changed. ${lastOwner().message}`);
      return {
        lines: [
          `Removed ${email} from ${operand}, and ended the sessions that acted for it.`,
          "The tenant's API keys keep working. To revoke those that the person knows, use linekeeper key revoke.",
        ],
        json: { removed: email, tenantId: operand },
      };
    };
  },
};

const endSessions: PlaceCommand = {
  name: 'session end',
  summary: 'Sign a person out everywhere',
  operands: ['<email>'],
  options: {},
  prepare({ operands: [operand] }) {
    const email = read(Email, operand, '<email>');
    return async ({ db }) => {
      const ended = await db.accountAccess.endSessions(email);
      if (ended === null) throw new Refused(`No person has the email ${email}`);
      return {
        lines: [`Ended ${ended} ${ended === 1 ? 'session' : 'sessions'} of ${email}.`],
        json: { email, ended },
      };
    };
  },
};

export const MEMBER_COMMANDS = [list, remove, endSessions];
