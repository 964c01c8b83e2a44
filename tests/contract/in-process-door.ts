import { apiOf, createContext, openDatabase } from '@linekeeper/core';
import { TRPCError } from '@trpc/server';
import { createResolvePrincipal, createSessionTokenReader } from 'linekeeper';
import { TEST_SECRET } from '../support/test-secret.ts';
import { startTestServer } from '../support/test-server.ts';
import { type Door, Fault } from './door.ts';

/** The router called as a function: no HTTP. */
export async function openInProcessDoor(): Promise<Door> {
  const server = await startTestServer();
  const db = openDatabase({ url: server.db.url });
  const resolve = createResolvePrincipal(db, createSessionTokenReader(TEST_SECRET, 'unused'));
  return {
    server,
    async as(person) {
      const headers = person ? { authorization: `Bearer ${person.token}` } : {};
      const context = createContext({ db, resolvePrincipal: () => resolve({ headers }) });
      const { phone } = apiOf(context);
      return {
        checkAvailability: (input) => faults(phone.checkAvailability(input as never)),
        setInboundNumber: (input) => faults(phone.setInboundNumber(input as never)),
        getInboundNumber: () => faults(phone.getInboundNumber()),
        releaseInboundNumber: () => faults(phone.releaseInboundNumber({})),
      };
    },
    async [Symbol.asyncDispose]() {
      await db.close();
      await server[Symbol.asyncDispose]();
    },
  };
}

async function faults<T>(call: Promise<T>): Promise<T> {
  try {
    return await call;
  } catch (error) {
    throw error instanceof TRPCError ? new Fault(error.code) : error;
  }
}
