import { z } from 'zod';
import { createResetAddress } from '../sign-in/people-links.ts';
import { type PlaceCommand, Refused, read } from './command.ts';

const resetLink: PlaceCommand = {
  name: 'password reset-link',
  summary: 'Print a link with which a person chooses a new password',
  operands: ['<e-mail>'],
  options: {},
  prepare({ operands: [operand] }) {
    const email = read(z.email('is no e-mail address'), operand, '<e-mail>');
    return async ({ signIn, publicUrl }) => {
      const reset = await createResetAddress(signIn, publicUrl, email);
      if (!reset) throw new Refused(`There is no person with the e-mail ${email}`);
      const { link, expiresAt } = reset;
      return {
        lines: [
          `Send this link to ${email}:`,
          '',
          `  ${link}`,
          '',
          'It works once, for an hour. The person is signed out everywhere as soon as it is used.',
        ],
        json: { email, link, expiresAt },
      };
    };
  },
};

export const PASSWORD_COMMANDS = [resetLink];
