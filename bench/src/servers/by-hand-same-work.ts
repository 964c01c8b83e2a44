import express, { type Request } from 'express';
import { parsePhoneNumberFromString } from 'libphonenumber-js/max';
import pg from 'pg';
import pino from 'pino';
import { readServerEnv } from './env.ts';

// The claim by hand, doing the work that Linekeeper's does: the credentials looked up, a limit, the history and a log line.

const { port, databaseUrl, poolSize } = readServerEnv();
const pool = new pg.Pool({ connectionString: databaseUrl, max: poolSize });
const log = pino(pino.destination({ dest: 1, sync: false }));
const TAKEN = { code: 'PHONE_TAKEN', error: 'This phone number is already registered with another company' };
const PER_HOUR = 10_000;

const app = express();
app.get('/healthz', (_request, response) => void response.json({ ok: true }));
app.use((request, response, next) => {
  const begin = performance.now();
  response.once('finish', () => {
    const { method, path } = request;
    log.info({ method, path, status: response.statusCode, ms: performance.now() - begin }, 'request');
  });
  next();
});
app.patch('/api/organization/info', express.json(), async (request: Request, response) => {
  const session = await one<{ tenant_id: string; role: string; user_id: string }>({
    name: 'session',
    text: 'SELECT tenant_id, role, user_id FROM public.sessions WHERE token = $1 AND expires_at > now()',
    values: [request.headers.authorization?.replace(/^Bearer /, '')],
  });
  if (!session) return void response.status(401).json({ error: 'Unauthorized' });
  if (session.role !== 'owner') return void response.status(403).json({ error: 'Forbidden' });
  const parsed = parsePhoneNumberFromString(String(request.body?.twilioConfig?.phoneNumber), 'US');
  if (!parsed?.isValid()) return void response.status(400).json({ error: 'Invalid phone number' });
  const asked = await one<{ count: number }>({
    name: 'limit',
    text: `INSERT INTO public.limits AS l (tenant_id, hour, count) VALUES ($1, date_trunc('hour', now()), 1)
           ON CONFLICT (tenant_id, hour) DO UPDATE SET count = l.count + 1 RETURNING count`,
    values: [session.tenant_id],
  });
  if (!asked || asked.count > PER_HOUR) return void response.status(429).json({ error: 'Too many requests' });
  try {
    const data = await one({
      name: 'claim',
      text: `WITH claimed AS (
               INSERT INTO public.tenants (id, name, "phoneNumber") VALUES ($1, '', $2)
               ON CONFLICT (id) DO UPDATE SET "phoneNumber" = excluded."phoneNumber" RETURNING id, "phoneNumber"
             ), event AS (
               INSERT INTO public.events (tenant_id, phone_number, user_id) SELECT id, "phoneNumber", $3 FROM claimed
             )
             SELECT * FROM claimed`,
      values: [session.tenant_id, parsed.number, session.user_id],
    });
    response.json({ success: true, data });
  } catch (error) {
    if ((error as { code?: string }).code !== '23505') throw error;
    response.status(409).json(TAKEN);
  }
});

async function one<T extends pg.QueryResultRow>(query: pg.QueryConfig): Promise<T | undefined> {
  return (await pool.query<T>(query)).rows[0];
}

const server = app.listen(port, '127.0.0.1');
process.once('SIGTERM', () => {
  server.close(() => void pool.end());
  server.closeIdleConnections();
});
