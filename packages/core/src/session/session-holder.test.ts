import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import type { Queryable } from '@linekeeper/postgres';
import { expect, it, vi } from 'vitest';
import { type DatabaseScope, STORE, type Store } from '../store.ts';
import { findSessionHolder, type SessionHolder } from './session-holder.ts';

const rowOf = (token: string, index: number) => ({
  position: index + 1,
  user_id: token,
  name: 'Ada',
  email: `${token}@acme.example`,
  active_tenant_id: null,
  tenant_id: null,
  memberships: 0,
});

/** A database in which each token but `unknown` is a session of the person with this id. */
function scripted(isRefused: (email: string) => boolean = () => false) {
  const query = vi.fn(async ({ values: [tokens] }: { values: [string[]] }) => ({
    rows: tokens.map(rowOf).filter(({ user_id }) => user_id !== 'unknown'),
  }));
  const db: DatabaseScope = {
    [STORE]: { client: { query } as unknown as Queryable, isRefused } as Partial<Store> as Store,
  };
  return { db, query };
}

const holderOf = (id: string): SessionHolder => ({
  userId: id,
  name: 'Ada',
  email: `${id}@acme.example`,
  membership: 'NO_TENANT',
});

it('a session identifies its person, and an unknown token nobody', async () => {
  const { db } = scripted();
  expect(await findSessionHolder(db, 'ada')).toEqual(holderOf('ada'));
  expect(await findSessionHolder(db, 'unknown')).toBeNull();
});

it("a session of a refused person doesn't identify anybody", async () => {
  const { db } = scripted((email) => email === 'demo@acme.example');
  expect(await findSessionHolder(db, 'demo')).toBeNull();
  expect(await findSessionHolder(db, 'ada')).toEqual(holderOf('ada'));
});

it('requests that arrive in the same turn of the event loop share one statement', async () => {
  const { db, query } = scripted();
  const second = new Promise((resolve) => {
    setImmediate(() => resolve(findSessionHolder(db, 'bob')));
  });
  const first = findSessionHolder(db, 'ada');
  expect(await Promise.all([first, second])).toEqual([holderOf('ada'), holderOf('bob')]);
  expect(query).toHaveBeenCalledTimes(1);
});

it("an answer isn't kept in memory after the next one", async () => {
  setFlagsFromString('--expose-gc');
  const collectGarbage = runInNewContext('gc') as () => void;
  const { db } = scripted();
  const find = async () => new WeakRef((await findSessionHolder(db, 'ada')) as SessionHolder);
  const answer = await find();
  // The last batch of look-ups is kept until the next one.
  await findSessionHolder(db, 'bob');
  collectGarbage();
  expect(answer.deref()).toBeUndefined();
});
