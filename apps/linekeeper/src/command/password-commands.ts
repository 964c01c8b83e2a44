import { operateAccounts } from '@linekeeper/core';
import { createResetAddress } from '../sign-in/reset-link.ts';
import { Email, type PlaceCommand, Refused, read } from './command.ts';

const resetLink: PlaceCommand = {
  name: 'password reset-link',
  summary: 'Print a link with which a person can choose a new password',
  operands: ['<email>'],
  explanation: [
    'Older links of this person stop working. The person stays signed in until the link is used. If someone else could know',
    'the password, use --end-sessions to sign the person out immediately.',
  ],
  options: { 'end-sessions': { help: 'also sign the person out everywhere immediately' } },
  prepare({ operands: [operand], options }) {
    const email = read(Email, operand, '<email>');
    return async ({ operator, signIn, publicUrl }) => {
      const accounts = await operateAccounts(operator);
      const reset = await createResetAddress(signIn, accounts, publicUrl, email);
      if (!reset) throw new Refused(`No person has the email ${email}`);
      const { link, expiresAt } = reset;
      const ended = options['end-sessions'] === true ? await accounts.endSessions(email) : null;
      return {
        lines: [
          `Send this link to ${email}:`,
          '',
          `  ${link}`,
          '',
          'The link works once, for an hour. Older links no longer work.',
          ended === null
            ? 'The person is signed out everywhere when the link is used. To do that now, add --end-sessions.'
            : 'The person was signed out everywhere, and will be again when the link is used.',
        ],
        json: { email, link, expiresAt, ended },
      };
    };
  },
};

export const PASSWORD_COMMANDS = [resetLink];
