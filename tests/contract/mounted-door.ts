import { createClient, type LinekeeperClient } from '@linekeeper/client';
import { startHostProduct } from '../support/host-product.ts';
import { createTestDatabase } from '../support/test-database.ts';
import type { Door } from './door.ts';
import { callsOf } from './http-door.ts';

/** The API in a product of its own, with the product's sign-in: Express, over a socket. */
export async function openMountedDoor(): Promise<Door> {
  const db = await createTestDatabase();
  const product = await startHostProduct(db);
  return doorOf(db, product, (token) => createClient({ url: `${product.url}/linekeeper/trpc`, token }));
}

/** The same by web requests, as in Next.js, without a socket. */
export async function openWebDoor(): Promise<Door> {
  const db = await createTestDatabase();
  const product = await startHostProduct(db);
  const fetch = (input: RequestInfo | URL, init?: RequestInit) => product.linekeeper.fetch(new Request(input, init));
  return doorOf(db, product, (token) => createClient({ url: 'https://product.example/linekeeper/trpc', token, fetch }));
}

function doorOf(
  db: Door['server']['db'],
  product: AsyncDisposable,
  clientOf: (token: string | undefined) => LinekeeperClient,
): Door {
  return {
    server: { db },
    as: async (person) => callsOf(clientOf(person?.token)),
    async [Symbol.asyncDispose]() {
      await product[Symbol.asyncDispose]();
      await db[Symbol.asyncDispose]();
    },
  };
}
