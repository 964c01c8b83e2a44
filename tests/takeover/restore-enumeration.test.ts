import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { type PhoneNumber, parsePhoneNumber } from '@linekeeper/phone-number';
import { expect, it } from 'vitest';
import { linekeeper } from '../support/command-line.ts';
import { legacyTable, type StoredPlaces } from '../support/legacy-table.ts';
import { LEGACY_TABLE } from '../support/legacy-tenants.ts';
import { createTestDatabase } from '../support/test-database.ts';
import { TEST_SECRET } from '../support/test-secret.ts';

type Config = Record<string, unknown> | string | null;
/** Where the number is stored, and what the rest of the JSON is. */
const SHAPES: Record<string, (spelled: string, line: string) => { column: string | null; config: Config }> = {
  column: (column) => ({ column, config: null }),
  'column beside settings': (column) => ({ column, config: { sid: 'x' } }),
  json: (phoneNumber) => ({ column: null, config: { phoneNumber, sid: 'x' } }),
  both: (phoneNumber, line) => ({ column: line, config: { phoneNumber } }),
  'json beside a blank': (phoneNumber) => ({ column: ' ', config: { phoneNumber } }),
};
/** What a person of the company does in Linekeeper after contract, and what one does in the legacy product. */
const OURS = ['nothing', 'claims', 'releases'] as const;
const THEIRS = ['nothing', 'respells', 'saves', 'clears', 'saves in both places'] as const;

interface Company {
  id: string;
  ours: (typeof OURS)[number];
  theirs: (typeof THEIRS)[number];
  stored: StoredPlaces;
  /** The line in Linekeeper in the end. */
  line: string | null;
  /** What the legacy product has saved last; undefined: nothing. */
  saved: string | undefined;
}

const spell = (line: string) => `+1 (${line.slice(2, 5)}) ${line.slice(5, 8)}-${line.slice(8)}`;
const lineOf = (text: unknown) => {
  const parsed = parsePhoneNumber(typeof text === 'string' ? text : '', { country: 'US' });
  return parsed.ok ? parsed.data : null;
};
const jsonNumber = (config: unknown) => (config as Record<string, unknown> | null)?.phoneNumber;
const linesIn = ({ column, config }: StoredPlaces) =>
  [...new Set([lineOf(column), lineOf(jsonNumber(config))])].filter((line): line is PhoneNumber => line !== null);

it.each([false, true])(
  'restore loses nothing that anybody has changed, in any combination (contract --empty: %s)',
  async (isEmptied) => {
    await using test = await createTestDatabase();
    await test.sql(LEGACY_TABLE);
    const legacy = legacyTable(test);
    const run = (...args: string[]) =>
      linekeeper(
        { DATABASE_URL: test.url, DATABASE_OWNER_URL: test.ownerUrl, LINEKEEPER_SECRET: TEST_SECRET },
        ...args,
      );
    const well = async (...args: string[]) =>
      expect(await run(...args)).toMatchObject({ code: expect.toBeOneOf([0, 3]), err: '' });
    const companies: Company[] = [];
    for (const [shape, storedAs] of Object.entries(SHAPES))
      for (const ours of OURS)
        for (const theirs of THEIRS) {
          const line = `+1212555${1000 + companies.length}`;
          const stored = storedAs(spell(line), line);
          const id = [shape, ours, theirs].join(' / ');
          // The column is unique.
          if (stored.column === ' ') stored.column = ' '.repeat((companies.length % 15) + 1);
          companies.push({ id, ours, theirs, stored, line, saved: undefined });
          await legacy.add(id, stored.column, stored.config ?? undefined);
        }
    await well('legacy', 'link');
    await well('backfill');
    await well('contract', '--yes', ...(isEmptied ? ['--empty'] : []));

    for (const [index, company] of companies.entries()) {
      const { id, ours, theirs, line } = company;
      const texts = { nothing: undefined, respells: spell(line ?? '').replace(/[()]/g, ''), clears: '' };
      const other = spell(`+1646555${1000 + index}`);
      company.saved = theirs.startsWith('saves') ? other : texts[theirs as keyof typeof texts];
      if (ours === 'claims') company.line = `+1718555${1000 + index}`;
      if (ours === 'claims')
        await test.sql('UPDATE linekeeper.lines SET e164 = $2 WHERE tenant_id = $1', [id, company.line]);
      if (ours === 'releases') company.line = null;
      if (ours === 'releases') await test.sql('DELETE FROM linekeeper.lines WHERE tenant_id = $1', [id]);
      if (company.saved === undefined) continue;
      await test.sql(
        `UPDATE public.tenants SET "twilioConfig" = coalesce("twilioConfig", '{}') || jsonb_build_object('phoneNumber', $2::text),
         "phoneNumber" = CASE WHEN $3 THEN $2 ELSE "phoneNumber" END WHERE id = $1`,
        [id, company.saved, theirs === 'saves in both places'],
      );
    }
    await well('legacy', 'restore');

    const check = async (step: string) => {
      const folder = await mkdtemp(join(tmpdir(), 'linekeeper-enumeration-'));
      await well('census', '--report', join(folder, 'all.json'));
      const entries = JSON.parse(await readFile(join(folder, 'all.json'), 'utf8')) as {
        tenantId: string;
        kind: string;
      }[];
      await rm(folder, { recursive: true });
      const listed = new Set(entries.filter(({ kind }) => kind !== 'BLANK').map(({ tenantId }) => tenantId));
      const held = await legacy.held();
      const wrong: unknown[] = [];
      for (const { id, ours, theirs, stored, line, saved } of companies) {
        const now = (await legacy.places(id)) as StoredPlaces;
        const lines = linesIn(now);
        const isRespelled =
          lineOf(saved) === lineOf(spell(`+1212555${1000 + companies.findIndex((one) => one.id === id)}`));
        // What the legacy product has saved stays, unless it's the number that both had, and Linekeeper has another one since.
        const isKept = saved === undefined || jsonNumber(now.config) === saved || (isRespelled && ours !== 'nothing');
        // A number that was removed from the table by contract can be "cleared" again. That isn't a change.
        const isBack = isEmptied && theirs === 'clears' && ours !== 'releases';
        const isAsBefore = ours !== 'nothing' || theirs !== 'nothing' || isDeepStrictEqual({ ...now }, { ...stored });
        const isOurs = theirs !== 'nothing' || lines.join() === (line ?? '');
        // What differs isn't silent: a person is asked, or the company has no line and the number is moved.
        const isAgreed = lines.join() === (held[id] ?? '') && !(theirs === 'clears' && !isBack && held[id]);
        const isListed = isAgreed || listed.has(id) || (held[id] === undefined && lines.length === 1);
        const isHeld = held[id] === (line ?? undefined) || line === null;
        const verdict = { isKept: isKept || isBack, isAsBefore, isOurs, isListed, isHeld };
        if (Object.values(verdict).includes(false)) wrong.push({ step, id, verdict, now, held: held[id], line, saved });
      }
      expect(wrong).toEqual([]);
    };
    await check('restore');
    await well('legacy', 'restore');
    await well('backfill');
    await well('legacy', 'follow');
    await check('backfill');
  },
);
