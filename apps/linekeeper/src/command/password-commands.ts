import { z } from 'zod';
import { createResetAddress } from '../sign-in/people-links.ts';
import { type PlaceCommand, Refused, read } from './command.ts';

const resetLink: PlaceCommand = {
  name: 'password reset-link',
  summary: 'Print a link to choose a new password',
  operands: ['<e-mail>'],
  explanation: [
    'Older links of this person stop working. The person stays signed in until the link is used. If somebody else could',
    'know the password, sign the person out at once with --end-sessions.',
  ],
  options: { 'end-sessions': { help: 'also sign the person out everywhere, at once' } },
  prepare({ operands: [operand], options }) {
    const email = read(z.email('is not a valid email'), operand, '<e-mail>');
    return async ({ db, signIn, publicUrl }) => {
      const reset = await createResetAddress(signIn, db.accountAccess, publicUrl, email);
      if (!reset) throw new Refused(`No person has the email ${email}`);
      const { link, expiresAt } = reset;
      const ended = options['end-sessions'] === true ? await db.accountAccess.endSessions(email) : null;
      return {
        lines: [
          `Send this link to ${email}:`,
          '',
          `  ${link}`,
          '',
          'The link works once, for an hour. Older links no longer work.',
          ended === null
            ? 'Using it signs the person out everywhere. To do that now, add --end-sessions.'
            : 'The person was signed out everywhere. Using the link does it again.',
        ],
        json: { email, link, expiresAt, ended },
      };
    };
  },
};

export const PASSWORD_COMMANDS = [resetLink];
