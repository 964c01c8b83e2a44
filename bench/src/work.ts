import type { ActingCompany, Companies } from './companies.ts';
import type { Line } from './phone-numbers.ts';
import { pick, seededRandom } from './random.ts';

/** The kinds of requests, with a description for people. */
export const WORKS = {
  check: 'is this number available? (half free, a fifth own, the rest taken)',
  claim: 'claim a free number',
  'claim taken': 'claim a number that another company holds',
  'claim own': 'claim a number that we already hold',
  get: 'which number is ours?',
  resolve: 'whose number is this? One at a time on each connection',
  'resolve 100': 'whose number is this? 100 look-ups in flight; Linekeeper through its client',
  webhook: 'what happens to this inbound call? Signed by the provider, looked up and recorded',
} as const;
export type Work = keyof typeof WORKS;
export const ALL_WORKS = Object.keys(WORKS) as Work[];

/** Who holds the number when the request arrives. */
export type Holding = 'free' | 'own' | 'taken';

/** One request, before a contender formulates it. */
export interface Step {
  work: Work;
  company: ActingCompany;
  line: Line;
  holding: Holding;
  /** The company that holds the line, if it's known; null: nobody holds it. */
  holderId: string | null;
}

/** So many that a round seldom repeats a number: a repeated number isn't counted again, which costs less. */
const STEPS_A_CONNECTION = 1_000;
const CHECKS: readonly Holding[] = ['free', 'free', 'free', 'free', 'free', 'own', 'own', 'taken', 'taken', 'taken'];

/** Whether rounds of this work leave rows behind. A check is counted. */
export const writes = (work: Work) => work !== 'get' && !work.startsWith('resolve');

export const connectionsOf = (work: Work, connections: number) => (work === 'resolve 100' ? 100 : connections);

/**
 * What each connection sends, over and over. A company belongs to one connection, so that its requests come one after
 * another and each answer is known beforehand.
 */
export function planWork(work: Work, { acting, standing, free }: Companies, connections: number): Step[][] {
  return Array.from({ length: connections }, (_, connection) => {
    const random = seededRandom(ALL_WORKS.indexOf(work) * 1_000 + connection);
    const own = acting.filter((_company, index) => index % connections === connection);
    const fresh = free.filter((_line, index) => index % connections === connection);
    return Array.from({ length: STEPS_A_CONNECTION }, (_step, index): Step => {
      const company = own[index % own.length] as ActingCompany;
      const step = (line: Line, holding: Holding, holderId: string | null) => ({
        work,
        company,
        line,
        holding,
        holderId,
      });
      const holding = holdingOf(work, () => pick(random, CHECKS));
      if (holding === 'own') return step(company.lines[0], holding, company.id);
      if (holding === 'free') return step(fresh[index % fresh.length] as Line, holding, null);
      const holder = pick(random, standing);
      return step(holder.line, holding, holder.id);
    });
  });
}

function holdingOf(work: Work, pickHolding: () => Holding): Holding {
  if (work === 'check') return pickHolding();
  if (work === 'claim') return 'free';
  return work === 'get' || work === 'claim own' ? 'own' : 'taken';
}
