import type { TenantHandle } from '../access/tenant-handle.ts';
import { ServiceUnavailable } from '../fault/retry-later.ts';
import { perDatabase } from '../store.ts';
import type { TenantId } from './tenant-id.ts';

/** The same limit as for waiting for a free connection. A change takes a few milliseconds. */
const MAX_WAIT_MS = 2_000;

/**
 * Runs the changes that lock one tenant one after the other in this process: of its line, details, keys and invitations. Otherwise,
 * they would wait for each other in PostgreSQL, and even deadlock for a second, each with a connection that other tenants need.
 * Throws ServiceUnavailable if others take too long.
 */
export async function inTurn<T>(handle: TenantHandle, work: () => Promise<T>): Promise<T> {
  const queues = queuesOf(handle);
  const queue = queues.get(handle.tenant.id) ?? { last: Promise.resolve(), length: 0 };
  const before = queue.last;
  let end = () => {};
  queue.last = new Promise<void>((resolve) => {
    end = resolve;
  });
  queue.length += 1;
  queues.set(handle.tenant.id, queue);
  try {
    if (queue.length > 1 && !(await hasEnded(before))) {
      throw new ServiceUnavailable(new Error('Earlier changes of this company take too long'));
    }
    return await work();
  } finally {
    // One that didn't wait long enough doesn't let the next one start early.
    void before.then(end);
    queue.length -= 1;
    if (queue.length === 0) queues.delete(handle.tenant.id);
  }
}

/** False: it hasn't ended within {@link MAX_WAIT_MS}. */
function hasEnded(before: Promise<void>): Promise<boolean> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve(false), MAX_WAIT_MS);
    void before.then(() => {
      clearTimeout(timer);
      resolve(true);
    });
  });
}

/** A host's transaction has queues of its own: it can hold locks that a change outside waits for. */
const queuesOf = perDatabase(() => new Map<TenantId, { last: Promise<void>; length: number }>());
