import { createSecretKey } from 'node:crypto';
import jwt from 'jsonwebtoken';
import type { ActingCompany } from './companies.ts';
import type { Contestant } from './contestant.ts';

const SECRET = 'another secret of the benchmark, used nowhere else';

/** Express and Prisma, as the analysis of the legacy system recommends (see express-server/). */
export const expressPrisma: Contestant = {
  name: 'Express + Prisma',
  program: 'bench/src/express-server/main.ts',
  readyPath: '/healthz',

  env: ({ port, url, poolSize }) => ({
    PORT: String(port),
    DATABASE_URL: url,
    DATABASE_POOL_SIZE: String(poolSize),
    JWT_SECRET: SECRET,
  }),

  async fill(owner, { acting, standing }) {
    const numbers = [...acting.map(({ lines }) => lines[0].e164), ...standing.map(({ line }) => line.e164)];
    await owner.query(`
      CREATE TABLE public.tenants (id TEXT PRIMARY KEY, name TEXT NOT NULL, location TEXT, timezone TEXT, "phoneNumber" TEXT);
      CREATE UNIQUE INDEX "tenants_phoneNumber_key" ON public.tenants ("phoneNumber");
      GRANT SELECT, UPDATE ON public.tenants TO PUBLIC;
    `);
    await owner.query(
      `INSERT INTO public.tenants (id, name, "phoneNumber") SELECT id, 'Company ' || n, number
       FROM unnest($1::text[], $2::text[]) WITH ORDINALITY AS t(id, number, n)`,
      [[...acting, ...standing].map(({ id }) => id), numbers],
    );
  },

  async reset(owner, { acting }) {
    await owner.query(
      `UPDATE public.tenants t SET "phoneNumber" = f.e164 FROM unnest($1::text[], $2::text[]) AS f(id, e164)
       WHERE t.id = f.id AND t."phoneNumber" <> f.e164`,
      [acting.map(({ id }) => id), acting.map(({ lines }) => lines[0].e164)],
    );
    await owner.query('VACUUM ANALYZE');
  },

  word({ operation, company, line }) {
    const headers = { authorization: `Bearer ${tokenOf(company)}` };
    if (operation === 'check') {
      const path = `/api/organization/phone-number/availability?phoneNumber=${encodeURIComponent(line.spelled)}`;
      return { method: 'GET', path, headers };
    }
    return {
      method: 'PATCH',
      path: '/api/organization/info',
      headers: { ...headers, 'content-type': 'application/json' },
      body: JSON.stringify({ twilioConfig: { phoneNumber: line.spelled } }),
    };
  },

  isRight({ operation, line, holding }, status, body) {
    if (holding === 'taken') return status === 409 && body.includes('"code":"PHONE_TAKEN"');
    if (status !== 200 || !body.includes(`"phoneNumber":"${line.e164}"`)) return false;
    return operation === 'claim' || body.includes(holding === 'own' ? '"YOURS"' : '"AVAILABLE"');
  },
};

const KEY = createSecretKey(Buffer.from(SECRET));
const PERMISSIONS = { organization: ['read', 'update'], members: ['read'] };
const tokens = new Map<string, string>();

function tokenOf({ id, userId }: ActingCompany): string {
  const token =
    tokens.get(id) ?? jwt.sign({ sub: userId, tenantId: id, permissions: PERMISSIONS }, KEY, { expiresIn: '1d' });
  tokens.set(id, token);
  return token;
}
