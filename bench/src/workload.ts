import type { ActingCompany, Companies } from './companies.ts';
import type { Line } from './phone-numbers.ts';
import { pick, seededRandom } from './random.ts';

/** check: is this number available? claim: make it ours. */
export const OPERATIONS = ['check', 'claim'] as const;
export type Operation = (typeof OPERATIONS)[number];

/** Whose the number is when the request arrives. */
export type Holding = 'free' | 'own' | 'taken';

/** One request, before either side words it. */
export interface Step {
  operation: Operation;
  company: ActingCompany;
  line: Line;
  holding: Holding;
}

const STEPS_A_CONNECTION = 1_000;
const SEED = { check: 1, claim: 2 };

/** In tenths: half of what people look at is free; of claims fewer, because a front end has looked before. */
export const MIX: Record<Operation, Record<Holding, number>> = {
  check: { free: 5, own: 2, taken: 3 },
  claim: { free: 5, own: 3, taken: 2 },
};

/**
 * What each connection sends, over and over. A company belongs to one connection, so that its requests come one after
 * another and each answer is known beforehand, and its turn comes round after all others of that connection.
 */
export function planWorkload(operation: Operation, companies: Companies, connections: number): Step[][] {
  return Array.from({ length: connections }, (_, connection) => {
    const random = seededRandom(SEED[operation] * 1_000 + connection);
    const mine = companies.acting.filter((_company, index) => index % connections === connection);
    const holdings = Object.entries(MIX[operation]).flatMap(([name, share]) =>
      Array<Holding>(share).fill(name as Holding),
    );
    const held = new Map<ActingCompany, 0 | 1>();
    return Array.from({ length: STEPS_A_CONNECTION }, (_step, index): Step => {
      const company = mine[index % mine.length] as ActingCompany;
      const holding = pick(random, holdings);
      const now = held.get(company) ?? 0;
      if (holding === 'taken') return { operation, company, holding, line: pick(random, companies.standing).line };
      if (holding === 'own') return { operation, company, holding, line: company.lines[now] };
      if (operation === 'check') return { operation, company, holding, line: pick(random, companies.free) };
      // It moves to its other line, which is free since it left it.
      const next = now === 0 ? 1 : 0;
      held.set(company, next);
      return { operation, company, holding, line: company.lines[next] };
    });
  });
}
