import { createLinekeeper, prismaTransaction, toNodeHandler } from '@linekeeper/server';
import express from 'express';

export const linekeeper = createLinekeeper({
  database: process.env.DATABASE_URL,
  authenticate: ({ headers }) =>
    headers.has('authorization')
      ? { tenant: { id: '42', name: 'Acme', country: 'GB' }, role: 'admin', actor: { id: '7', name: 'Ada' } }
      : null,
});

export const app = express();
app.use('/linekeeper', toNodeHandler(linekeeper));
export const GET = linekeeper.fetch;

/** Returns the number, or why it wasn't claimed. */
export async function claim(transaction: Parameters<typeof prismaTransaction>[0], text: string): Promise<string> {
  const phone = linekeeper.within(prismaTransaction(transaction)).forTenant('42');
  const outcome = await phone.setInboundNumber(text, { actor: { id: '7', name: 'Ada' } });
  return outcome.ok ? outcome.data.phoneNumber : outcome.error.message;
}
