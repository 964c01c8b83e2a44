import type { WorkFigures } from './rounds.ts';
import type { Spread } from './statistics.ts';
import { ratioOf } from './summary.ts';
import type { Work } from './work.ts';

interface Goal {
  work: Work;
  of: string;
  to: string;
  atLeast: number;
}

const [US, EXPRESS] = ['Linekeeper', 'Express + Prisma'];

/** How fast Linekeeper should be, in requests a second. */
const GOALS: readonly Goal[] = [
  { work: 'check', of: US, to: EXPRESS, atLeast: 1.5 },
  { work: 'claim', of: US, to: EXPRESS, atLeast: 2 },
  { work: 'claim', of: US, to: 'Express + pg by hand', atLeast: 0.6 },
  { work: 'claim', of: US, to: 'By hand, same work', atLeast: 1 },
  { work: 'get', of: US, to: EXPRESS, atLeast: 2 },
  { work: 'resolve', of: US, to: EXPRESS, atLeast: 2 },
  { work: 'webhook', of: US, to: EXPRESS, atLeast: 2 },
  { work: 'resolve 100', of: US, to: EXPRESS, atLeast: 6 },
  { work: 'resolve 100', of: US, to: 'Same SQL without HTTP', atLeast: 0.5 },
];

export interface GoalFigures extends Goal {
  ratio: Spread;
}

export function measureGoals(works: readonly WorkFigures[]): GoalFigures[] {
  return GOALS.flatMap((goal) => {
    const figures = works.find(({ work }) => work === goal.work);
    const ratio = figures && ratioOf(figures.sides, goal.of, goal.to);
    return ratio ? [{ ...goal, ratio }] : [];
  });
}
