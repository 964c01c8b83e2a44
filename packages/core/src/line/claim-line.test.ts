import { err, ok } from '@linekeeper/contract';
import { PhoneNumber } from '@linekeeper/phone-number';
import type { Queryable } from '@linekeeper/postgres';
import { expect, it } from 'vitest';
import { type DatabaseScope, STORE } from '../store.ts';
import type { TenantId } from '../tenant/tenant-id.ts';
import { claimLine } from './claim-line.ts';
import { numberBudget } from './number-budget.ts';

const tenantId = 'acme' as TenantId;
const phoneNumber = PhoneNumber.parse('+442079460018');
const claimed_at = new Date('2026-11-25T12:00:00Z');
const HELD = { asker_id: tenantId, allowed: true, free: true, e164: phoneNumber, tenant_id: tenantId, claimed_at };

type Statement = 'CLAIM' | 'SPEND' | 'REPORT' | 'WAIT';
function kindOf(text: string): Statement {
  if (text.includes('refused_claims')) return 'REPORT';
  if (text.includes('AS seconds')) return 'WAIT';
  return text.includes('claimed AS') ? 'CLAIM' : 'SPEND';
}

/** Claims with a database that gives these answers, in this order. An error is thrown. */
async function claim(...answers: [Statement, object][]) {
  const client = {
    query: async ({ text }: { text: string }) => {
      const [kind, answer] = answers.shift() ?? [];
      expect(kindOf(text)).toBe(kind);
      if (answer instanceof Error) throw answer;
      return { rows: [answer] };
    },
  } as unknown as Queryable;
  const cause = { actor: { type: 'SYSTEM', id: null, name: 'a test' } } as const;
  const db = { [STORE]: { client, budget: numberBudget() } } as unknown as DatabaseScope;
  const outcome = await claimLine(db, { tenantId, phoneNumber, cause });
  expect(answers, 'all statements were run').toEqual([]);
  return outcome;
}

const violationOf = (constraint: string) =>
  Object.assign(new Error('failed'), { name: 'error', code: '23505', constraint });
const CLAIMED = ok({ phoneNumber, claimedAt: claimed_at.toISOString() });

it('a claim is one statement', async () => {
  expect(await claim(['CLAIM', HELD])).toEqual(CLAIMED);
});

it('a claim that lost a race counts its number before it runs again', async () => {
  const lost = violationOf('lines_tenant_id_key');
  expect(await claim(['CLAIM', lost], ['SPEND', { allowed: true }], ['CLAIM', HELD])).toEqual(CLAIMED);
});

it('a number that a trigger refused is reported, counted and taken', async () => {
  const refused = violationOf('lines_refused');
  expect(await claim(['CLAIM', refused], ['REPORT', {}], ['SPEND', { allowed: true }])).toEqual(err('PHONE_TAKEN'));
});

it("a number that a trigger refused isn't called taken if the budget is used up", async () => {
  const refused = violationOf('lines_refused');
  const seconds = { seconds: 60 };
  await expect(
    claim(['CLAIM', refused], ['REPORT', {}], ['SPEND', { allowed: false }], ['WAIT', seconds], ['WAIT', seconds]),
  ).rejects.toMatchObject({ code: 'TOO_MANY_REQUESTS', retryAfterSeconds: 60 });
});

it('any other failure is thrown, and reported as no refusal', async () => {
  const broken = new Error('broken');
  await expect(claim(['CLAIM', broken])).rejects.toBe(broken);
});
