import { describe, expect, it } from 'vitest';
import { PHONE_CASES } from './parse-phone-number.cases.ts';
import { parsePhoneNumber } from './parse-phone-number.ts';
import { PhoneInvalid } from './phone-invalid.ts';
import { PHONE_INVALID_MESSAGES } from './phone-invalid-messages.ts';

describe.each(Object.entries(PHONE_CASES))('%s', (_, cases) => {
  const rows = cases.map(([text, country, outcome, suggestion]) => ({ text, country, outcome, suggestion }));

  it.each(rows)('$text in $country is $outcome', ({ text, country, outcome, suggestion }) => {
    const parsed = parsePhoneNumber(text, { country });
    expect(parsed.ok ? [parsed.data] : [parsed.error.reason, parsed.error.suggestion]).toEqual(
      outcome.startsWith('+') ? [outcome] : [outcome, suggestion],
    );
    if (!parsed.ok) expect(PhoneInvalid.parse(parsed.error)).toEqual(parsed.error);
  });

  it('has five texts or more', () => expect(cases.length).toBeGreaterThanOrEqual(5));
});

describe('the table of reasons', () => {
  const cases = Object.values(PHONE_CASES).flat();

  it.each(Object.entries(PHONE_INVALID_MESSAGES))('%s occurs, and says what to do', (reason, message) => {
    expect(cases.some(([, , outcome]) => outcome === reason)).toBe(true);
    expect(message.length).toBeGreaterThan(20);
  });

  it('suggests only what it would accept', () => {
    const suggestions = cases.flatMap(([, , , suggestion]) => suggestion ?? []);
    expect(suggestions.filter((suggestion) => !parsePhoneNumber(suggestion).ok)).toEqual([]);
  });
});

describe('a national number that its country lacks', () => {
  const HINT = /\. If it's a number of another country, start with \+ and the country code$/;

  it.each([
    ['415 523 8886', 'GB', 'NOT_IN_USE'],
    ['(415) 523-8886', 'GB', 'NOT_IN_USE'],
    ['020 7946 0018', 'US', 'NOT_IN_USE'],
    ['01 23 45 67 89', 'US', 'TOO_SHORT'],
    ['0171 2345 67890', 'US', 'TOO_LONG'],
  ] as const)('%s in %s can be a number of another country, and the message says so', (text, country, reason) => {
    const parsed = parsePhoneNumber(text, { country });
    expect(parsed).toEqual({
      ok: false,
      error: { code: 'PHONE_INVALID', reason, message: expect.stringMatching(HINT) },
    });
  });

  it.each(['+44 415 523 8886', '+1 555 555 5555', '+44 20 7946', '911'])(
    "%s isn't one, and the message says nothing about it",
    (text) => {
      const parsed = parsePhoneNumber(text, { country: 'GB' });
      expect(parsed).toMatchObject({ ok: false, error: { message: expect.not.stringMatching(HINT) } });
    },
  );
});

describe('an unknown country', () => {
  it.each(['ZZ', 'us', '', 'toString', '__proto__', '001'])(
    '%j reads national spellings as if there were no country',
    (country) => {
      const parsed = parsePhoneNumber('020 7946 0018', { country: country as never });
      expect(parsed).toMatchObject({ ok: false, error: { reason: 'NEEDS_COUNTRY' } });
    },
  );
});

// Each beginning is parsed as a number, so a text with a slash after every digit would cost milliseconds.
it.each(['+1/4/1/5/5/2/3/8886', '+1(4(1(5(5(2(3(8886'])('%s has too many slashes or brackets', (text) => {
  expect(parsePhoneNumber(text)).toMatchObject({ error: { reason: 'NOT_A_NUMBER' } });
  expect(parsePhoneNumber(text.replaceAll(/[/(]/g, ''))).toMatchObject({ ok: true });
});
