import { table } from '@linekeeper/command';
import { printableName } from '@linekeeper/contract';
import { apiOf, operateAccounts } from '@linekeeper/core';
import { Email, type PlaceCommand, Refused, read } from './command.ts';

const list: PlaceCommand = {
  name: 'member list',
  reads: true,
  summary: 'Show the people of a tenant',
  operands: ['<tenant>'],
  options: {},
  prepare:
    ({ operands: [operand = ''] }) =>
    async ({ actFor }) => {
      const members = await apiOf(await actFor(operand)).member.list();
      const rows = members.map(({ email, name, role, createdAt }) => [
        email,
        printableName(name),
        role,
        createdAt.slice(0, 10),
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
    return async ({ actFor }) => {
      const { member: members } = apiOf(await actFor(operand));
      const member = (await members.list()).find((one) => one.email.toLowerCase() === email);
      const answer = member && (await members.remove({ id: member.id }));
      if (answer?.ok === false) throw new Refused(`Nothing was changed. ${answer.error.message}`);
      if (!answer?.data.removed) throw new Refused(`${email} is not a member of ${operand}`);
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
    return async ({ operator }) => {
      const ended = await (await operateAccounts(operator)).endSessions(email);
      if (ended === null) throw new Refused(`No person has the email ${email}`);
      return {
        lines: [`Ended ${ended} ${ended === 1 ? 'session' : 'sessions'} of ${email}.`],
        json: { email, ended },
      };
    };
  },
};

export const MEMBER_COMMANDS = [list, remove, endSessions];
