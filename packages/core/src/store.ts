import type { Queryable } from '@linekeeper/postgres';
import type { VoiceOptions } from './call/voice-options.ts';
import type { DatabaseOptions } from './database-options.ts';
import type { PrismaClient } from './generated/client.ts';
import type { NumberBudget } from './line/number-budget.ts';
import type { KeyRing } from './provider/key-ring.ts';

/** What is behind a {@link DatabaseScope}. Only core has this symbol, so nothing else reaches the tables. */
export const STORE: unique symbol = Symbol('store');

/** How the nouns' code reaches the tables, and its configuration. The store itself doesn't know any noun's rows. */
export interface Store {
  prisma: PrismaClient;
  /** The pool, or the host's transaction. */
  client: Queryable;
  /** Runs `work` in one transaction, which is undone if it throws. */
  transaction: <T>(work: (client: Queryable) => Promise<T>) => Promise<T>;
  /** The store of the pool. The same as this one, unless this one is the host's transaction. */
  whole: Store;
  budget: NumberBudget;
  ring: KeyRing;
  voice: VoiceOptions;
  organizations: DatabaseOptions['organizations'];
  /** Whether a person's sessions are ignored. */
  isRefused: (email: string) => boolean;
  /** Run before the connections are closed. */
  closers: (() => Promise<void>)[];
}

/** An open database, or the host's transaction in it. */
export interface DatabaseScope {
  readonly [STORE]: Store;
}

/** A value that a noun keeps for each database, for example a cache or a loader. It's made when it's first used. */
export function perDatabase<T>(create: (store: Store) => T): (scope: DatabaseScope) => T {
  const made = new WeakMap<Store, { value: T }>();
  return (scope) => {
    const store = scope[STORE];
    let one = made.get(store);
    if (!one) {
      one = { value: create(store) };
      made.set(store, one);
    }
    return one.value;
  };
}
