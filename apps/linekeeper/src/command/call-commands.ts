import { encryptSecrets, explainAnyRoute } from '@linekeeper/core';
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
  summary: 'Explain how a call to a line was handled, and why',
  operands: ['<number>'],
  options: { at: { value: '<time>', help: 'the time of the call, for example 2026-05-03T14:02Z; default: now' } },
  prepare({ operands: [operand = ''], options }) {
    const parsed = parsePhoneNumber(operand);
    if (!parsed.ok) throw new WrongUse(`<number>: ${parsed.error.message}`);
    const at = options.at === undefined ? new Date() : read(Time, options.at, '--at');
    return async ({ operator }) => {
      const explanation = await explainAnyRoute(operator, parsed.data, at);
      return { lines: [explanation.text], json: explanation };
    };
  },
};

const encrypt: PlaceCommand = {
  name: 'secrets encrypt',
  summary: 'Encrypt provider secrets that are in plain text or use an older key',
  explanation: [
    'The new key is the first of LINEKEEPER_ENCRYPTION_KEYS. Servers can keep running, but they must know it before you run this.',
  ],
  options: {},
  prepare:
    () =>
    async ({ operator }) => {
      const { encrypted, rotated, unreadable, busy } = await encryptSecrets(operator);
      const lines = [
        `Encrypted ${encrypted} secret(s) that were in plain text, and re-encrypted ${rotated} with the current key.`,
      ];
      if (unreadable > 0) {
        lines.push(
          `${unreadable} can't be decrypted, because they're damaged or their key is missing. They weren't changed.`,
        );
      }
      if (busy > 0) lines.push(`The settings of ${busy} company(ies) changed meanwhile. Run the command again.`);
      return { lines, json: { encrypted, rotated, unreadable, busy }, unresolved: unreadable + busy > 0 };
    },
};

export const CALL_COMMANDS = [explain, encrypt];
