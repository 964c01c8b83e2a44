import { createHmac } from 'node:crypto';
import type { SignInAttempts } from '@linekeeper/core';
import { addressBlock } from './address-block.ts';

const WINDOW_SECONDS = 15 * 60;
const FAMILIAR_SECONDS = 30 * 24 * 3600;

export interface SignInLimitOptions {
  attempts: SignInAttempts;
  /** Makes the hashes that stand for e-mails and addresses. Replicas share it. */
  key: string;
  /** Wrong passwords in a quarter of an hour: for one e-mail from wherever, and from one address for whomever. */
  failures: { perEmail: number; perAddress: number };
}

/** Answers the attempt, to be told how it ended, or in how many seconds one may be made. */
export type SignInLimit = (who: { email: string | null; ip: string }) => Promise<Attempt | number>;

export interface Attempt {
  /** With the status that the sign-in answered. */
  end(status: number): Promise<void>;
}

/**
 * Slows guessing down. An attempt is counted before its password is looked at, so that a thousand at once are no way
 * round, and whether or not the e-mail is anybody's. Where the right password was given before, failures elsewhere do
 * not count: nobody locks a person out of their own office by guessing from afar.
 */
export function createSignInLimit({ attempts, key, failures }: SignInLimitOptions): SignInLimit {
  const hash = (...parts: string[]) => createHmac('sha256', key).update(JSON.stringify(parts)).digest();

  return async ({ email, ip }) => {
    const address = addressBlock(ip);
    const byAddress = hash('address', address);
    const wait = await attempts.count(byAddress, { attempts: failures.perAddress, seconds: WINDOW_SECONDS });
    if (wait !== null) return wait;

    // As the sign-in library compares them; what it would not find is counted all the same.
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
        // Not forgotten: who has an account of their own would else guess at others' for ever.
        if (status === 200 || status >= 500) await attempts.takeBack(byAddress);
      },
    };
  };
}
