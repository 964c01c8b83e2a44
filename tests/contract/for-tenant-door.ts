import { createLinekeeper } from '@linekeeper/server';
import { TRPCError } from '@trpc/server';
import { createTestDatabase } from '../support/test-database.ts';
import { type Door, Fault } from './door.ts';

/** The host's own code, which calls for any of its companies. */
export async function openForTenantDoor(): Promise<Door> {
  const db = await createTestDatabase();
  const linekeeper = createLinekeeper({ database: db.url, authenticate: () => null });
  const actor = { id: 'user-1', name: 'Ada' };
  return {
    server: { db },
    async as(person) {
      if (!person) throw new Error('The host names a company');
      const phone = linekeeper.forTenant(person.tenantId);
      const textOf = (input: unknown) => (input as { phoneNumber: string }).phoneNumber;
      const options = (input: unknown) => {
        const { country, expected } = input as { country?: string; expected?: string | null };
        return { actor, country, expected };
      };
      return {
        checkAvailability: (input) => faults(phone.checkAvailability(textOf(input), options(input))),
        setInboundNumber: (input) => faults(phone.setInboundNumber(textOf(input), options(input))),
        getInboundNumber: () => faults(phone.getInboundNumber()),
        releaseInboundNumber: () => faults(phone.releaseInboundNumber({ actor })),
      };
    },
    async [Symbol.asyncDispose]() {
      await linekeeper.close();
      await db[Symbol.asyncDispose]();
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
