import { HttpError } from '@linekeeper/server';
import { addressBlock } from './address-block.ts';

/** How many places in the queue for passwords one address can have. The rest is kept for other addresses. */
const PLACES = 6;

/**
 * Runs an operation that hashes a password, for a client with this address. Throws 503 if the address has too many
 * running operations.
 */
export type InPlace = <T>(ip: string, work: () => Promise<T>) => Promise<T>;

/** One for all routes that hash passwords, so that no caller can fill the queue for them through another route. */
export function createPlaces(): InPlace {
  const taken = new Map<string, number>();
  return async (ip, work) => {
    const key = addressBlock(ip);
    const now = taken.get(key) ?? 0;
    if (now >= PLACES) throw new HttpError(503);
    taken.set(key, now + 1);
    try {
      return await work();
    } finally {
      const left = (taken.get(key) ?? 1) - 1;
      if (left > 0) taken.set(key, left);
      else taken.delete(key);
    }
  };
}
