import { createClient, faultOf } from '@linekeeper/client';
import { startTestServer } from '../support/test-server.ts';
import { type Door, Fault } from './door.ts';

/** The shared client with a bearer token, over a socket. */
export async function openHttpDoor(): Promise<Door> {
  const server = await startTestServer();
  return {
    server,
    async as(person) {
      const { phone } = createClient({ url: `${server.url}/trpc`, token: person?.token });
      return {
        checkAvailability: (input) => faults(phone.checkAvailability.query(input as never)),
        setInboundNumber: (input) => faults(phone.setInboundNumber.mutate(input as never)),
        getInboundNumber: () => faults(phone.getInboundNumber.query()),
        releaseInboundNumber: () => faults(phone.releaseInboundNumber.mutate({})),
      };
    },
    [Symbol.asyncDispose]: () => server[Symbol.asyncDispose](),
  };
}

async function faults<T>(call: Promise<T>): Promise<T> {
  try {
    return await call;
  } catch (error) {
    throw new Fault(faultOf(error).code);
  }
}
