import { randomBytes } from 'node:crypto';
import { createClient, createLineLookup } from '@linekeeper/client';
import { openDatabase } from '@linekeeper/core';
import { signSessionToken } from 'linekeeper';
import type { Contender } from '../contender.ts';
import type { Step, Work } from '../work.ts';
import { fillLinekeeper, resetLinekeeper } from './linekeeper-rows.ts';

const SECRET = randomBytes(32).toString('hex');
/** Of the platform, for look-ups. */
let platformKey = '';

const PROCEDURES: Record<Work, string> = {
  check: 'phone.checkAvailability',
  claim: 'phone.setInboundNumber',
  'claim taken': 'phone.setInboundNumber',
  'claim own': 'phone.setInboundNumber',
  get: 'phone.getInboundNumber',
  resolve: 'phone.resolve',
  'resolve 100': 'phone.resolve',
};

/** Linekeeper as `pnpm start` runs it, with every check on: sessions looked up in PostgreSQL, limits, history, a log line. */
export const linekeeper: Contender = {
  name: 'Linekeeper',
  works: ['check', 'claim', 'claim taken', 'claim own', 'get', 'resolve', 'resolve 100'],
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
      // The others have no such limits. Each number is counted all the same.
      LINEKEEPER_NUMBERS_PER_HOUR: '10000',
      LINEKEEPER_NUMBERS_PER_DAY: '10000',
      LINEKEEPER_CHANGES_PER_DAY: '10000',
      LINEKEEPER_SECRET: SECRET,
    }),
  },

  async fill(owner, companies) {
    await fillLinekeeper(owner, companies);
    const { user, password, host, port, database } = owner;
    const url = `postgres://${user}:${password}@${host}:${port}/${database}`;
    const db = openDatabase({ url, poolSize: 1 });
    const key = await db.operator.platformKeys.create({ name: 'calls', scopes: ['routing:read'], expiresAt: null });
    platformKey = key.secret;
    await db.close();
  },
  reset: resetLinekeeper,

  word: ({ work, company, line }) => ({
    method: 'POST',
    path: `/trpc/${PROCEDURES[work]}`,
    headers: {
      authorization: `Bearer ${work.startsWith('resolve') ? platformKey : signSessionToken(company.sessionToken, SECRET)}`,
      'content-type': 'application/json',
    },
    ...(work !== 'get' && { body: JSON.stringify({ phoneNumber: work === 'resolve' ? line.e164 : line.spelled }) }),
  }),
  isRight: isRightEnvelope,

  caller: {
    works: ['resolve 100'],
    async open({ port }) {
      const holderOf = createLineLookup(createClient({ url: `http://127.0.0.1:${port}/trpc`, token: platformKey }));
      return {
        ask: async ({ line, holderId }) => ((await holderOf(line.e164))?.tenantId ?? null) === holderId,
        close: async () => {},
      };
    },
  },
};

/** Whether tRPC's answer is right: also that of others that answer in the same form. */
export function isRightEnvelope({ work, line, holding, holderId }: Step, status: number, body: string): boolean {
  if (status !== 200) return false;
  if (work === 'resolve') return body.includes(`"${holderId}"`);
  if (work === 'get') return body.includes(`"${line.e164}"`);
  if (!body.includes(`"phoneNumber":"${line.e164}"`)) return false;
  if (holding === 'taken') return body.includes('"ok":false') && body.includes('"code":"PHONE_TAKEN"');
  if (work !== 'check') return body.includes('"ok":true');
  return body.includes(holding === 'own' ? '"availability":"YOURS"' : '"availability":"AVAILABLE"');
}
