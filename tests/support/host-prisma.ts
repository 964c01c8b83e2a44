import { PrismaPg } from '@prisma/adapter-pg';

/** What the tests use of a Prisma client. */
interface HostTransaction {
  $executeRaw(text: TemplateStringsArray, ...values: unknown[]): Promise<number>;
  $queryRawUnsafe(text: string, ...values: unknown[]): Promise<unknown>;
}
interface HostPrisma {
  $transaction<T>(work: (transaction: HostTransaction) => Promise<T>): Promise<T>;
  $disconnect(): Promise<void>;
}

/** The Prisma client of another product: it's generated from a schema that knows nothing of Linekeeper. */
export async function openHostPrisma(connectionString: string): Promise<HostPrisma & AsyncDisposable> {
  const generated = new URL('../../bench/src/servers/generated/client.ts', import.meta.url).href;
  const { PrismaClient } = (await import(generated)) as {
    PrismaClient: new (options: { adapter: PrismaPg }) => HostPrisma;
  };
  const prisma = new PrismaClient({ adapter: new PrismaPg({ connectionString }) });
  return Object.assign(prisma, { [Symbol.asyncDispose]: () => prisma.$disconnect() });
}
