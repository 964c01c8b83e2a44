import type { SetInboundNumberError } from '@linekeeper/contract';
import { type ActorOfHost, type Linekeeper, prismaTransaction } from '@linekeeper/server';
import type pg from 'pg';

interface Row {
  id: string;
  name: string;
}

export async function claimAndResolve(linekeeper: Linekeeper, company: Row & { country: string }, user: Row) {
  const phone = linekeeper.forTenant({ id: company.id, name: company.name, country: company.country });
  const outcome = await phone.setInboundNumber('(415) 523-8886', { actor: { id: user.id, name: user.name } });
  if (!outcome.ok) console.info(outcome.error.message);

  const check = await phone.checkAvailability('020 7946 0018', { country: 'GB' }); // AVAILABLE, YOURS, or a refusal
  const line = await linekeeper.resolve('+14155238886'); // the company that holds the line, or null
  return { outcome, check, line };
}

/** For an id that somebody types. */
export function phoneOfKnown(linekeeper: Linekeeper, id: string) {
  const known = linekeeper.forTenant(id, { register: false });
  return known;
}

interface NewCompany extends Row {
  text: string;
  actor: ActorOfHost;
}

export async function createCompany(linekeeper: Linekeeper, client: pg.ClientBase, company: NewCompany) {
  const { id, name, text, actor } = company;
  await client.query('BEGIN');
  await client.query('INSERT INTO companies (id, name) VALUES ($1, $2)', [id, name]);
  const outcome = await linekeeper.within(client).forTenant({ id, name }).setInboundNumber(text, { actor });
  await client.query(outcome.ok ? 'COMMIT' : 'ROLLBACK');
  return outcome;
}

/** What the example uses of a Prisma client. */
export interface ProductPrisma {
  $transaction<T>(
    work: (
      tx: Parameters<typeof prismaTransaction>[0] & { company: { create(row: { data: Row }): Promise<unknown> } },
    ) => Promise<T>,
  ): Promise<T>;
}

export class NumberRefused extends Error {
  constructor(readonly refusal: SetInboundNumberError) {
    super(refusal.message);
  }
}

export async function createCompanyWithPrisma(linekeeper: Linekeeper, prisma: ProductPrisma, company: NewCompany) {
  const { id, name, text, actor } = company;
  await prisma.$transaction(async (tx) => {
    await tx.company.create({ data: { id, name } });
    const phone = linekeeper.within(prismaTransaction(tx)).forTenant({ id, name });
    const outcome = await phone.setInboundNumber(text, { actor });
    if (!outcome.ok) throw new NumberRefused(outcome.error);
  });
}
