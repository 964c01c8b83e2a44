import type { TenantHandle } from '../access/tenant-handle.ts';
import { TooManyRequests } from '../fault/retry-later.ts';
import { perDatabase } from '../store.ts';
import type { TenantId } from './tenant-id.ts';

/** More changes of one tenant's line never wait in one process. Each takes a few milliseconds. */
const MAX_WAITING = 1_000;

/**
 * Runs the changes of one tenant's line one after the other in this process. Otherwise, they would wait for each other in PostgreSQL, and
 * even deadlock for a second, each with a connection that other tenants need. Throws TooManyRequests.
 */
export async function inTurn<T>(handle: TenantHandle, work: () => Promise<T>): Promise<T> {
  const queues = queuesOf(handle);
  const queue = queues.get(handle.tenant.id) ?? { last: Promise.resolve(), waiting: 0 };
  if (queue.waiting >= MAX_WAITING) throw new TooManyRequests(1);
  queues.set(handle.tenant.id, queue);
  queue.waiting += 1;
  const turn = queue.last.then(work);
  queue.last = turn.catch(() => {});
  try {
    return await turn;
  } finally {
    queue.waiting -= 1;
    if (queue.waiting === 0) queues.delete(handle.tenant.id);
  }
}

/** A host's transaction has queues of its own: it can hold locks that a change outside waits for. */
const queuesOf = perDatabase(() => new Map<TenantId, { last: Promise<unknown>; waiting: number }>());
