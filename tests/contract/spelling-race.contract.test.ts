import { type CountryCode, countryOf, formatPhoneNumber, type PhoneNumber } from '@linekeeper/phone-number';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createPeople, type TestPerson } from '../support/test-people.ts';
import { startTestServer, type TestServer } from '../support/test-server.ts';
import { answerCode } from './answer-code.ts';

const NUMBERS = 50;
const SPELLINGS = 12;

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server[Symbol.asyncDispose]());

/** Ten lines each of five countries. */
const LINES = [
  { from: '+14155238000', trunk: '1', abroad: '011' },
  { from: '+442079460000', trunk: '0', abroad: '00' },
  { from: '+4930901820', trunk: '0', abroad: '00' },
  { from: '+33142685300', trunk: '0', abroad: '00' },
  { from: '+61255501000', trunk: '0', abroad: '0011' },
].flatMap(({ from, trunk, abroad }) =>
  Array.from({ length: NUMBERS / 5 }, (_, i) => ({
    e164: `+${BigInt(from) + BigInt(i)}` as PhoneNumber,
    trunk,
    abroad,
  })),
);

it(`the server reads ${SPELLINGS} spellings of each of ${NUMBERS} numbers as ${NUMBERS} lines, no matter which of 600 tenants is first`, async () => {
  const attempts = LINES.flatMap((line) => spellingsOf(line));
  expect(attempts).toHaveLength(NUMBERS * SPELLINGS);
  expect(new Set(attempts.map((attempt) => JSON.stringify(attempt))).size).toBe(NUMBERS * SPELLINGS);

  const people = await createPeople(server.db, attempts.length);
  const outcomes = await Promise.all(
    attempts.map((attempt, i) => server.clientOf(people[i] as TestPerson).phone.setInboundNumber.mutate(attempt)),
  );
  const tally: Record<string, number> = {};
  for (const outcome of outcomes) tally[answerCode(outcome)] = (tally[answerCode(outcome)] ?? 0) + 1;
  expect(tally).toEqual({ OK: NUMBERS, PHONE_TAKEN: NUMBERS * (SPELLINGS - 1) });
  const rows = await server.db.sql<{ e164: string }>('SELECT e164 FROM linekeeper.lines ORDER BY e164');
  expect(rows.map(({ e164 }) => e164)).toEqual(LINES.map(({ e164 }) => e164).sort());
});

function spellingsOf({
  e164,
  trunk,
  abroad,
}: (typeof LINES)[number]): { phoneNumber: string; country?: CountryCode }[] {
  const country = countryOf(e164);
  if (!country) throw new Error(`${e164} has no country`);
  const international = formatPhoneNumber(e164);
  const digits = e164.slice(1);
  const [, ...groups] = international.split(' ');
  const own = groups.join('').replace(/\D/g, '');
  const fullWidth = e164.replace(/\d/g, (digit) => String.fromCodePoint(0xff10 + Number(digit)));
  return [
    { phoneNumber: e164 },
    { phoneNumber: international },
    { phoneNumber: international.replace(/ /g, '-') },
    { phoneNumber: international.replace(/ /g, '.') },
    { phoneNumber: international.replace(/ /g, '\u00a0') },
    { phoneNumber: `tel:${e164}` },
    { phoneNumber: `\u202a${e164}\u202c` },
    { phoneNumber: fullWidth },
    { phoneNumber: `${trunk}${own}`, country },
    { phoneNumber: `${trunk} ${groups.join(' ')}`, country },
    { phoneNumber: `${abroad}${digits}`, country },
    { phoneNumber: `${abroad} ${international.slice(1)}`, country },
  ];
}
