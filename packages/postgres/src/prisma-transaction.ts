import type { HostTransaction } from './host-transaction.ts';

/** The part of Prisma's interactive transaction that is used, of any version. */
export interface PrismaTransaction {
  $queryRawUnsafe(text: string, ...values: unknown[]): Promise<unknown>;
}

/**
 * Lets Linekeeper work inside an interactive transaction of the host's Prisma:
 * `prisma.$transaction(async (tx) => linekeeper.within(prismaTransaction(tx)).forTenant(…))`.
 */
export function prismaTransaction(transaction: PrismaTransaction): HostTransaction {
  return {
    async query({ text, values }) {
      const rows = await transaction.$queryRawUnsafe(text, ...values);
      return { rows: Array.isArray(rows) ? rows : [] };
    },
  };
}
