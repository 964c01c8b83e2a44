import { createHmac } from 'node:crypto';
import type { SignInAttempts } from '@linekeeper/core';
import { addressBlock } from './address-block.ts';

const WINDOW_SECONDS = 15 * 60;
const FAMILIAR_SECONDS = 30 * 24 * 3600;

/** The message of 429 if the limit is reached. */
export const TOO_MANY_ATTEMPTS = 'Too many attempts. Wait a moment and try again';

export interface SignInLimitOptions {
  attempts: SignInAttempts;
  /** The key for the hashes of emails and addresses. Replicas share it. */
  key: string;
  /** Wrong passwords in 15 minutes: for one email from all addresses, and from one address for all emails. */
  failures: { perEmail: number; perAddress: number };
}

/**
 * Returns the attempt; report how it ends. If the limit is reached, returns the seconds until an attempt is allowed.
 */
export type SignInLimit = (who: { email: string | null; ip: string }) => Promise<Attempt | number>;

export interface Attempt {
  /** `status`: the status of the sign-in's answer. */
  end(status: number): Promise<void>;
}

/**
 * Slows down password guessing. An attempt is counted before its password is checked, so concurrent attempts can't exceed
 * the limit. Unknown emails are counted, too. At an address where a person has signed in before, failures at other addresses
 * don't count, so nobody can lock a person out by guessing from somewhere else.
 */
export function createSignInLimit({ attempts, key, failures }: SignInLimitOptions): SignInLimit {
  const hash = (...parts: string[]) => createHmac('sha256', key).update(JSON.stringify(parts)).digest();

  return async ({ email, ip }) => {
    const address = addressBlock(ip);
    const byAddress = hash('address', address);
    const wait = await attempts.count(byAddress, { attempts: failures.perAddress, seconds: WINDOW_SECONDS });
    if (wait !== null) return wait;

    // In the form that the sign-in library compares. Emails that it wouldn't find are counted, too.
    const name = email?.trim().toLowerCase() ?? '';
    const here = hash('email at address', name, address);
    const byEmail = (await attempts.isFamiliar(here)) ? here : hash('email', name);
    const emailWait = await attempts.count(byEmail, { attempts: failures.perEmail, seconds: WINDOW_SECONDS });
    if (emailWait !== null) return emailWait;

    return {
      async end(status) {
        if (status === 200) {
          await attempts.forget(byEmail);
          await attempts.makeFamiliar(here, FAMILIAR_SECONDS);
        } else if (status >= 500) {
          await attempts.takeBack(byEmail);
        }
        // The address's count isn't reset. Otherwise, anyone with an account could guess other passwords without a limit.
        if (status === 200 || status >= 500) await attempts.takeBack(byAddress);
      },
    };
  };
}
