import { parsePhoneNumber } from '@linekeeper/phone-number';
import { z } from 'zod';
import { type PlaceCommand, read, WrongUse } from './command.ts';

const Time = z
  .string()
  .refine((text) => !Number.isNaN(Date.parse(text)), 'must be a time like 2026-05-03T14:02Z')
  .transform((text) => new Date(text));

const explain: PlaceCommand = {
  name: 'explain',
  reads: true,
  summary: 'Explain why a call to a line at some time went where it went',
  operands: ['<number>'],
  options: { at: { value: '<time>', help: 'for example 2026-05-03T14:02Z; now if absent' } },
  prepare({ operands: [operand = ''], options }) {
    const parsed = parsePhoneNumber(operand);
    if (!parsed.ok) throw new WrongUse(`<number>: ${parsed.error.message}`);
    const at = options.at === undefined ? new Date() : read(Time, options.at, '--at');
    return async ({ db }) => {
      const explanation = await db.operator.explainRoute(parsed.data, at);
      return { lines: [explanation.text], json: explanation };
    };
  },
};

const encrypt: PlaceCommand = {
  name: 'secrets encrypt',
  summary: 'Encrypt provider secrets that are in clear or under an older key',
  explanation: [
    'Servers can run meanwhile. They must know the new key, which is the first of LINEKEEPER_ENCRYPTION_KEYS, before the command runs.',
  ],
  options: {},
  prepare:
    () =>
    async ({ db }) => {
      const { encrypted, rotated, unreadable, busy } = await db.operator.encryptSecrets();
      const lines = [`Encrypted ${encrypted} secret(s) that were in clear, and ${rotated} again with the current key.`];
      if (unreadable > 0) {
        lines.push(`${unreadable} can't be read: their key isn't given, or they're damaged. They stay as they are.`);
      }
      if (busy > 0) lines.push(`The settings of ${busy} company(ies) changed meanwhile. Run the command again.`);
      return { lines, json: { encrypted, rotated, unreadable, busy }, unresolved: unreadable + busy > 0 };
    },
};

export const CALL_COMMANDS = [explain, encrypt];
