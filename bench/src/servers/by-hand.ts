import express, { type Request, type Response } from 'express';
import { parsePhoneNumberFromString } from 'libphonenumber-js/max';
import pg from 'pg';
import { type AuthenticatedLocals, authenticate } from './authenticate.ts';
import { readServerEnv } from './env.ts';

// A hand-written claim: a unique column, libphonenumber, one statement, and 409.

const { port, databaseUrl, poolSize, secret } = readServerEnv();
const pool = new pg.Pool({ connectionString: databaseUrl, max: poolSize });
const TAKEN = { code: 'PHONE_TAKEN', error: 'This phone number is already registered with another company' };

const app = express();
app.get('/healthz', (_request, response) => void response.json({ ok: true }));
app.patch(
  '/api/organization/info',
  express.json(),
  authenticate(secret),
  async (request: Request, response: Response<unknown, AuthenticatedLocals>) => {
    const parsed = parsePhoneNumberFromString(String(request.body?.twilioConfig?.phoneNumber), 'US');
    if (!parsed?.isValid()) return void response.status(400).json({ error: 'Invalid phone number' });
    try {
      const { rows } = await pool.query({
        name: 'claim',
        text: `INSERT INTO public.tenants (id, name, "phoneNumber") VALUES ($1, '', $2)
               ON CONFLICT (id) DO UPDATE SET "phoneNumber" = excluded."phoneNumber" RETURNING id, "phoneNumber"`,
        values: [response.locals.claims.tenantId, parsed.number],
      });
      response.json({ success: true, data: rows[0] });
    } catch (error) {
      if ((error as { code?: string }).code !== '23505') throw error;
      response.status(409).json(TAKEN);
    }
  },
);

const server = app.listen(port, '127.0.0.1');
process.once('SIGTERM', () => {
  server.close(() => void pool.end());
  server.closeIdleConnections();
});
