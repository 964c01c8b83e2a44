import { randomBytes } from 'node:crypto';
import { createClient, createLineLookup } from '@linekeeper/client';
import { createKeyAsOperator, openDatabase, operatorContext } from '@linekeeper/core';
import { signSessionToken } from 'linekeeper';
import type pg from 'pg';
import type { Companies } from '../companies.ts';
import type { Contender, WordedRequest } from '../contender.ts';
import { ACCOUNT, isRightTwiml, PUBLIC_URL, reportCall } from '../provider.ts';
import { ALL_WORKS, type Step, type Work } from '../work.ts';
import { fillLinekeeper, resetLinekeeper } from './linekeeper-rows.ts';

const SECRET = randomBytes(32).toString('hex');

/** Keys of the platform, for look-ups, by the name of the contender. */
const platformKeys = new Map<string, string>();
export const keyOf = (name: string) => platformKeys.get(name) ?? '';

const PROCEDURES: Record<Work, string> = {
  check: 'phone.checkAvailability',
  claim: 'phone.setInboundNumber',
  'claim taken': 'phone.setInboundNumber',
  'claim own': 'phone.setInboundNumber',
  get: 'phone.getInboundNumber',
  resolve: 'phone.resolve',
  'resolve 100': 'phone.resolve',
  webhook: '',
};

/** Linekeeper as `pnpm start` runs it, with every check on: sessions looked up in PostgreSQL, limits, history, a log line. */
export const linekeeper: Contender = {
  name: 'Linekeeper',
  works: ALL_WORKS,
  program: {
    file: 'apps/linekeeper/dist/main.js',
    readyPath: '/readyz',
    env: ({ port, url, ownerUrl, poolSize, dataDir }) => ({
      HOST: '127.0.0.1',
      PORT: String(port),
      DATABASE_URL: url,
      DATABASE_OWNER_URL: ownerUrl,
      DATABASE_POOL_SIZE: String(poolSize),
      LINEKEEPER_DATA_DIR: dataDir,
      LINEKEEPER_DEMO: '0',
      // The other contenders have no such limits. Each number is still counted.
      LINEKEEPER_NUMBERS_PER_HOUR: '10000',
      LINEKEEPER_NUMBERS_PER_DAY: '10000',
      LINEKEEPER_CHANGES_PER_DAY: '10000',
      LINEKEEPER_SECRET: SECRET,
      PUBLIC_URL,
      TWILIO_ACCOUNT_SID: ACCOUNT.accountSid,
      TWILIO_AUTH_TOKEN: ACCOUNT.authToken,
    }),
  },

  fill: (owner, companies) => fillWithKey('Linekeeper', owner, companies),
  reset: resetLinekeeper,

  word: (step) => {
    const { work, company } = step;
    if (work === 'webhook') return reportCall(step);
    const token = work === 'resolve' ? keyOf('Linekeeper') : signSessionToken(company.sessionToken, SECRET);
    return wordProcedure(step, token);
  },
  isRight: isRightEnvelope,

  caller: {
    works: ['resolve 100'],
    async open({ port }) {
      const holderOf = createLineLookup(
        createClient({ url: `http://127.0.0.1:${port}/trpc`, token: keyOf('Linekeeper') }),
      );
      return {
        ask: async ({ line, holderId }) => ((await holderOf(line.e164))?.tenantId ?? null) === holderId,
        close: async () => {},
      };
    },
  },
};

/** Also creates the key for look-ups. */
export async function fillWithKey(name: string, owner: pg.Client, companies: Companies): Promise<void> {
  await fillLinekeeper(owner, companies);
  const { user, password, host, port, database } = owner;
  const db = openDatabase({ url: `postgres://${user}:${password}@${host}:${port}/${database}`, poolSize: 1 });
  const operator = operatorContext(db, { name: 'bench' });
  const key = await createKeyAsOperator(operator, { name: 'calls', scopes: ['routing:read'] });
  if (!key.ok) throw new Error(key.error.message);
  platformKeys.set(name, key.data.secret);
  await db.close();
}

/** A call of a procedure. */
export function wordProcedure({ work, line }: Step, token: string): WordedRequest {
  return {
    method: 'POST',
    path: `/trpc/${PROCEDURES[work]}`,
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    ...(work !== 'get' && { body: JSON.stringify({ phoneNumber: work === 'resolve' ? line.e164 : line.spelled }) }),
  };
}

/** Whether tRPC's answer is right: also that of others that answer in the same form. */
export function isRightEnvelope(step: Step, status: number, body: string): boolean {
  const { work, line, holding, holderId } = step;
  if (work === 'webhook') return isRightTwiml(step, status, body);
  if (status !== 200) return false;
  if (work === 'resolve') return body.includes(`"${holderId}"`);
  if (work === 'get') return body.includes(`"${line.e164}"`);
  if (!body.includes(`"phoneNumber":"${line.e164}"`)) return false;
  if (holding === 'taken') return body.includes('"ok":false') && body.includes('"code":"PHONE_TAKEN"');
  if (work !== 'check') return body.includes('"ok":true');
  return body.includes(holding === 'own' ? '"availability":"YOURS"' : '"availability":"AVAILABLE"');
}
