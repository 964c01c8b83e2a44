import { z } from 'zod';
import { createResetAddress } from '../sign-in/people-links.ts';
import { type PlaceCommand, Refused, read } from './command.ts';

const resetLink: PlaceCommand = {
  name: 'password reset-link',
  summary: 'Print a link with which a person chooses a new password',
  operands: ['<e-mail>'],
  explanation: [
    'Older links of this person no longer work. Their sessions go on until the link is used, because most people have just',
    'forgotten their password; if somebody else may know it, end them at once with --end-sessions.',
  ],
  options: { 'end-sessions': { help: 'also sign the person out everywhere, at once' } },
  prepare({ operands: [operand], options }) {
    const email = read(z.email('is no e-mail address'), operand, '<e-mail>');
    return async ({ db, signIn, publicUrl }) => {
      const reset = await createResetAddress(signIn, db.accountAccess, publicUrl, email);
      if (!reset) throw new Refused(`There is no person with the e-mail ${email}`);
      const { link, expiresAt } = reset;
      const ended = options['end-sessions'] === true ? await db.accountAccess.endSessions(email) : null;
      return {
        lines: [
          `Send this link to ${email}:`,
          '',
          `  ${link}`,
          '',
          'It works once, for an hour, and older links no longer work.',
          ended === null
            ? 'The person is signed out everywhere as soon as it is used. To do that now, add --end-sessions.'
            : 'The person was signed out everywhere, and is again when the link is used.',
        ],
        json: { email, link, expiresAt, ended },
      };
    };
  },
};

export const PASSWORD_COMMANDS = [resetLink];
