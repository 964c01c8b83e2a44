/** Something took longer than a caller waits. Its later result reaches nobody. */
export class LateError extends Error {
  override name = 'LateError';
}

/** The time limit of an operation whose caller stops waiting. */
export interface Deadline {
  /** Whether the caller has stopped waiting. */
  readonly isOver: boolean;
  /** How many milliseconds are left. */
  leftMs(): number;
}

/**
 * Throws {@link LateError} if the work takes longer. The work continues in the background, so it must check the deadline
 * before it changes anything.
 */
export async function within<T>(ms: number, work: (deadline: Deadline) => Promise<T>): Promise<T> {
  const until = performance.now() + ms;
  // Set by the timer that ends the wait and not by comparing times, so that both sides agree on who was first.
  const deadline = { isOver: false, leftMs: () => until - performance.now() };
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      deadline.isOver = true;
      reject(new LateError(`Not done in ${Math.round(ms)} ms`));
    }, ms);
  });
  const working = work(deadline);
  working.catch(() => {});
  try {
    return await Promise.race([working, late]);
  } finally {
    clearTimeout(timer);
  }
}
