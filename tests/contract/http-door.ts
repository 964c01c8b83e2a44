import { createClient, faultOf, type LinekeeperClient } from '@linekeeper/client';
import { startTestServer } from '../support/test-server.ts';
import { type Calls, type Door, Fault } from './door.ts';

/** The shared client with a bearer token, over a socket. */
export async function openHttpDoor(): Promise<Door> {
  const server = await startTestServer();
  return {
    server,
    async as(person) {
      return callsOf(createClient({ url: `${server.url}/trpc`, token: person?.token }));
    },
    [Symbol.asyncDispose]: () => server[Symbol.asyncDispose](),
  };
}

/** The calls of a client. */
export function callsOf({ phone }: LinekeeperClient): Calls {
  return {
    checkAvailability: (input) => faults(phone.checkAvailability.query(input as never)),
    setInboundNumber: (input) => faults(phone.setInboundNumber.mutate(input as never)),
    getInboundNumber: () => faults(phone.getInboundNumber.query()),
    releaseInboundNumber: () => faults(phone.releaseInboundNumber.mutate({})),
  };
}

async function faults<T>(call: Promise<T>): Promise<T> {
  try {
    return await call;
  } catch (error) {
    throw new Fault(faultOf(error).code);
  }
}
