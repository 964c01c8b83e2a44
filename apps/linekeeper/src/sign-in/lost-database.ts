import { AsyncLocalStorage } from 'node:async_hooks';
import type { SignInStore } from '@linekeeper/core';
import { isDatabaseUnavailable } from '@linekeeper/postgres';

const calls = new AsyncLocalStorage<{ lost?: Error }>();

/** A store of the sign-in library that remembers for {@link throwIfLost} what the library turns into an error of its own. */
export function noticeLostDatabase(store: SignInStore): SignInStore {
  return (options) => {
    const adapter = store(options);
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

/** Runs a call of the sign-in library. If it fails because the database is busy or away, throws that error. */
export async function throwIfLost(call: () => Promise<Response>): Promise<Response> {
  const state: { lost?: Error } = {};
  const response = await calls.run(state, call);
  if (response.status >= 500 && state.lost) throw state.lost;
  return response;
}
