import type pg from 'pg';
import type { Companies } from './companies.ts';
import type { Contestant } from './contestant.ts';
import type { Side } from './side.ts';
import type { Step } from './workload.ts';

const RACES = 200;

export interface DuplicateFigures {
  name: string;
  /** Lines that two companies claimed concurrently. */
  races: number;
  /** Lines that both got. */
  duplicates: number;
}

/** Two companies claim one free line concurrently: with the unique index, and for the comparator also without it. */
export async function countAllDuplicates(
  [linekeeper, comparator]: readonly [Side, Side],
  companies: Companies,
): Promise<DuplicateFigures[]> {
  const safe = [await countDuplicates(linekeeper, companies), await countDuplicates(comparator, companies)];
  await dropUniqueIndex(comparator.owner);
  await comparator.reset();
  const unsafe = await countDuplicates(comparator, companies);
  return [...safe, { ...unsafe, name: `${unsafe.name} without its unique index` }];
}

async function countDuplicates({ contestant, server }: Side, { acting, free }: Companies): Promise<DuplicateFigures> {
  let duplicates = 0;
  for (const [race, line] of free.slice(0, RACES).entries()) {
    const companies = [acting[race * 2], acting[race * 2 + 1]].filter((company) => company !== undefined);
    const answers = await Promise.all(
      companies.map((company) =>
        claim(contestant, server.port, { operation: 'claim', company, line, holding: 'free' }),
      ),
    );
    if (answers.every(Boolean)) duplicates++;
  }
  return { name: contestant.name, races: RACES, duplicates };
}

async function claim(contestant: Contestant, port: number, step: Step): Promise<boolean> {
  const { path, ...request } = contestant.word(step);
  const response = await fetch(`http://127.0.0.1:${port}${path}`, request);
  return contestant.isRight(step, response.status, await response.text());
}

/** Drops the comparator's unique index, as if the number were in JSON, but keeps an index so that its look-up stays fast. */
async function dropUniqueIndex(owner: pg.Client): Promise<void> {
  await owner.query(`
    DROP INDEX public."tenants_phoneNumber_key";
    CREATE INDEX "tenants_phoneNumber_idx" ON public.tenants ("phoneNumber");
  `);
}
