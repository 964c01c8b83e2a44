import type { Queryable } from '@linekeeper/postgres';
import { describe, expect, it } from 'vitest';
import type { Cause } from '../line/cause.ts';
import { deleteTenantRow } from './delete-tenant.ts';
import type { TenantId } from './tenant-id.ts';

const TENANT = 'acme' as TenantId;
const cause: Cause = { actor: { type: 'OPERATOR', id: null, name: 'operator' } };
const failure = (code: string) => Object.assign(new Error(`failed with ${code}`), { name: 'error', code });

/** Deletes on a connection that answers with these results, one after another; the last one is repeated. */
async function deleteOn(results: (Error | { id: string }[])[], releaseNumber: boolean) {
  let runs = 0;
  const query = async () => {
    const result = results[Math.min(runs++, results.length - 1)] ?? [];
    if (result instanceof Error) throw result;
    return { rows: result };
  };
  const ended = await deleteTenantRow({ query } as unknown as Queryable, TENANT, { releaseNumber, cause }).catch(
    (error: Error) => error.message,
  );
  return { ended, runs };
}

describe('the deletion of a company', () => {
  it('says whether there was one', async () => {
    expect(await deleteOn([[{ id: TENANT }]], false)).toEqual({ ended: 'DELETED', runs: 1 });
    expect(await deleteOn([[]], false)).toEqual({ ended: 'NOT_FOUND', runs: 1 });
  });

  // PostgreSQL before 18 reports the first of these codes.
  it.each(['23503', '23001'])('is refused at once while it holds a number that must stay (%s)', async (code) => {
    expect(await deleteOn([failure(code)], false)).toEqual({ ended: 'HOLDS_NUMBER', runs: 1 });
  });

  it.each(['23503', '23001'])('runs again if the company claimed a number meanwhile (%s)', async (code) => {
    expect(await deleteOn([failure(code), failure(code), [{ id: TENANT }]], true)).toEqual({
      ended: 'DELETED',
      runs: 3,
    });
    expect(await deleteOn([failure(code)], true)).toEqual({ ended: 'HOLDS_NUMBER', runs: 10 });
  });

  it('runs again after a deadlock, also if the number must stay', async () => {
    expect(await deleteOn([failure('40P01'), [{ id: TENANT }]], false)).toEqual({ ended: 'DELETED', runs: 2 });
  });

  it.each([
    ['another error of PostgreSQL', failure('23505')],
    ['an error without a code', Object.assign(new Error('failed'), { name: 'error' })],
    ['an error that is not of PostgreSQL', new Error('failed')],
  ])('throws %s at once', async (_, error) => {
    for (const releaseNumber of [true, false]) {
      expect(await deleteOn([error], releaseNumber)).toEqual({ ended: error.message, runs: 1 });
    }
  });
});
