import { createLinekeeper, toNodeHandler } from '@linekeeper/server';
import express from 'express';
import pg from 'pg';
import { createTokenReader } from './authenticate.ts';
import { readServerEnv } from './env.ts';

// A product with its own sign-in and pool, as docs/embed.md mounts Linekeeper.

const { port, databaseUrl, poolSize, secret } = readServerEnv();
const pool = new pg.Pool({ connectionString: databaseUrl, max: poolSize });
const read = createTokenReader(secret);
const linekeeper = createLinekeeper({
  database: pool,
  secret,
  // The other contenders have no such limits. Each number is still counted.
  numberBudget: { perHour: 10_000, perDay: 10_000 },
  authenticate({ headers }) {
    const claims = read(headers.get('authorization') ?? undefined);
    return claims && { tenant: { id: claims.tenantId }, actor: { id: claims.sub, name: 'Owner' }, role: 'owner' };
  },
});

const app = express();
app.get('/healthz', (_request, response) => void response.json({ ok: true }));
app.use('/linekeeper', toNodeHandler(linekeeper));
const server = app.listen(port, '127.0.0.1');
process.once('SIGTERM', () => {
  server.close(() => void linekeeper.close().then(() => pool.end()));
  server.closeIdleConnections();
});
