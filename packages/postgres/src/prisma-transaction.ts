import type { HostTransaction } from './host-transaction.ts';

/** The part of Prisma's interactive transaction that is used, of any version. */
export interface PrismaTransaction {
  $queryRawUnsafe(text: string, ...values: unknown[]): Promise<unknown>;
}

const known = new WeakMap<PrismaTransaction, HostTransaction>();

/**
 * Lets Linekeeper work inside an interactive transaction of the host's Prisma:
 * `prisma.$transaction(async (tx) => linekeeper.within(prismaTransaction(tx)).forTenant(…))`. Returns the same for the same
 * transaction, so that its calls are run one after the other: a failed one would undo what another one did since it began.
 */
export function prismaTransaction(transaction: PrismaTransaction): HostTransaction {
  const before = known.get(transaction);
  if (before) return before;
  const wrapped: HostTransaction = {
    async query({ text, values }) {
      const rows = await transaction.$queryRawUnsafe(text, ...values);
      return { rows: Array.isArray(rows) ? rows : [] };
    },
  };
  known.set(transaction, wrapped);
  return wrapped;
}
