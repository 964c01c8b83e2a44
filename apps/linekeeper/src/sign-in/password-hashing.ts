import { APIError } from 'better-auth/api';
import { hashPassword, verifyPassword } from 'better-auth/crypto';

/** A hash occupies one of libuv's four threads. New database connections need a free one. */
const AT_ONCE = 2;
/** A hash takes about 70 ms, so the last one waits for about half a second. */
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

export function createPasswordHashing(): PasswordHashing {
  let running = 0;
  const waiting: (() => void)[] = [];

  async function inTurn<T>(work: () => Promise<T>): Promise<T> {
    if (running >= AT_ONCE) {
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
