import { AsyncLocalStorage } from 'node:async_hooks';
import { isDatabaseUnavailable } from '@linekeeper/postgres';
import type { SignInStore } from './sign-in-store.ts';

const calls = new AsyncLocalStorage<{ lost?: Error }>();

/** Stores the original error for {@link throwIfLost}, because the sign-in library replaces it with its own. */
export function noticeLostDatabase(open: SignInStore): SignInStore {
  return (options) => {
    const adapter = open(options);
    return new Proxy(adapter, {
      get(target, name, receiver) {
        const member: unknown = Reflect.get(target, name, receiver);
        if (typeof member !== 'function') return member;
        return (...args: unknown[]) => {
          const answer: unknown = member.apply(target, args);
          return answer instanceof Promise ? answer.catch(notice) : answer;
        };
      },
    });
  };
}

function notice(error: Error): never {
  const call = calls.getStore();
  if (call && isDatabaseUnavailable(error)) call.lost = error;
  throw error;
}

/** Runs a call of the sign-in library. If the database is busy or unavailable, throws that error. */
export async function throwIfLost(call: () => Promise<Response>): Promise<Response> {
  const state: { lost?: Error } = {};
  const response = await calls.run(state, call);
  if (response.status >= 500 && state.lost) throw state.lost;
  return response;
}
