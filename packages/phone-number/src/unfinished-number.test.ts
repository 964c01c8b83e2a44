import { expect, it } from 'vitest';
import { formatPhoneNumber } from './format-phone-number.ts';
import { parsePhoneNumber } from './parse-phone-number.ts';
import { canBecomeNumber } from './phone-invalid-messages.ts';
import { PHONE_EXAMPLES } from './phone-number.examples.ts';

const ACCEPTED = PHONE_EXAMPLES.flatMap(({ number, country }) => {
  const parsed = parsePhoneNumber(number);
  return parsed.ok ? [{ phoneNumber: parsed.data, country }] : [];
});

it.each(['international', 'national'] as const)(
  'a beginning of a number in %s style is never refused as final',
  (style) => {
    const scolded = new Map<string, string>();
    for (const { phoneNumber, country } of ACCEPTED) {
      const text = formatPhoneNumber(phoneNumber, style);
      for (let length = 1; length < text.length; length += 1) {
        const beginning = text.slice(0, length);
        const parsed = parsePhoneNumber(beginning, { country });
        if (!parsed.ok && !canBecomeNumber(parsed.error))
          scolded.set(`${text} ${country}`, `${beginning}: ${parsed.error.reason}`);
      }
    }
    expect(Object.fromEntries(scolded)).toEqual({});
  },
);
