import {
  authorize,
  availabilityOf,
  claimInboundNumber,
  createContext,
  findSessionHolder,
  getInboundNumber,
  openDatabase,
} from '@linekeeper/core';
import type { PhoneNumber } from '@linekeeper/phone-number';
import pg from 'pg';
import type { Caller, Contender } from '../contender.ts';
import type { Work } from '../work.ts';
import { fillLinekeeper, resetLinekeeper } from './linekeeper-rows.ts';

const WORKS: Work[] = ['check', 'claim', 'get', 'resolve', 'resolve 100'];
const HOST = {
  kind: 'host',
  actor: { type: 'SYSTEM', id: null, name: 'bench' },
  permissions: ['inboundNumber:update'],
} as const;

/** What PostgreSQL and its driver cost by themselves: the same statements in a loop, without HTTP, in the generator's process. */
export const floor: Contender = {
  name: 'Same SQL without HTTP',
  works: WORKS,
  fill: fillLinekeeper,
  reset: resetLinekeeper,
  word: () => {
    throw new Error('The floor has no server');
  },
  isRight: () => false,
  caller: { works: WORKS, open: openFloor },
};

async function openFloor({ url, poolSize }: { url: string; poolSize: number }): Promise<Caller> {
  const db = openDatabase({ url, poolSize, numberBudget: { perHour: 10_000, perDay: 10_000 } });
  const pool = new pg.Pool({ connectionString: url, max: poolSize });
  return {
    async ask({ work, company, line, holding, holderId }) {
      if (work.startsWith('resolve')) {
        const { rows } = await pool.query({
          name: 'resolve',
          text: `SELECT l.tenant_id, t.name FROM linekeeper.lines l JOIN linekeeper.tenants t ON t.id = l.tenant_id
                 WHERE l.e164 = $1`,
          values: [line.e164],
        });
        return (rows[0]?.tenant_id ?? null) === holderId;
      }
      const session = await findSessionHolder(db, company.sessionToken);
      if (typeof session?.membership !== 'object') return false;
      const { tenantId: id, tenantName: name } = session.membership;
      const principal = { ...HOST, tenant: { id, name, country: null } };
      const tenant = await authorize(
        createContext({ db, resolvePrincipal: async () => principal }),
        'inboundNumber:update',
      );
      const phoneNumber = line.e164 as PhoneNumber;
      if (work === 'get') return (await getInboundNumber(tenant))?.phoneNumber === phoneNumber;
      if (work === 'claim') return (await claimInboundNumber(tenant, phoneNumber)).ok;
      const expected = { free: 'AVAILABLE', own: 'YOURS', taken: 'PHONE_TAKEN' }[holding];
      return (await availabilityOf(tenant, phoneNumber)) === expected;
    },
    async close() {
      await db.close();
      await pool.end();
    },
  };
}
