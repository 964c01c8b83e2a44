import { availableParallelism } from 'node:os';
import { APIError } from 'better-auth/api';
import { hashPassword, verifyPassword } from 'better-auth/crypto';

/** The last one waits for about a second. */
const WAITING = 16;

/** Hashes passwords for the sign-in library, only a few at the same time. Throws {@link TooManyPasswords} if too many wait. */
export interface PasswordHashing {
  hash(password: string): Promise<string>;
  verify(data: { hash: string; password: string }): Promise<boolean>;
}

/** The server is busy with other passwords. The sign-in library and our own error handler both answer 503 to it. */
export class TooManyPasswords extends APIError {
  constructor() {
    super('SERVICE_UNAVAILABLE', { code: 'SERVICE_UNAVAILABLE', message: 'Too many passwords are being checked' });
  }
}

/**
 * How many passwords are hashed at the same time. A hash occupies a processor for about 70 ms, and one of libuv's four threads.
 * Other requests need a free processor, and new database connections a free thread.
 */
export function hashesAtOnce(processors: number): number {
  return processors > 2 ? 2 : 1;
}

export function createPasswordHashing(atOnce = hashesAtOnce(availableParallelism())): PasswordHashing {
  let running = 0;
  const waiting: (() => void)[] = [];

  async function inTurn<T>(work: () => Promise<T>): Promise<T> {
    if (running >= atOnce) {
      if (waiting.length >= WAITING) throw new TooManyPasswords();
      // A finished call passes its place on directly, so that no later call can take it.
      await new Promise<void>((resolve) => waiting.push(resolve));
    } else {
      running += 1;
    }
    try {
      return await work();
    } finally {
      const next = waiting.shift();
      if (next) next();
      else running -= 1;
    }
  }

  return {
    hash: (password) => inTurn(() => hashPassword(password)),
    verify: (data) => inTurn(() => verifyPassword(data)),
  };
}
