import { type Line, lineSource } from './phone-numbers.ts';
import { randomText, seededRandom } from './random.ts';

const SEED = 20_260_101;
const ACTING = 2_000;
const STANDING = 18_000;
const FREE = 20_000;

/** A company whose owner sends requests. It holds the first of its lines when a round begins. No other company uses them. */
export interface ActingCompany {
  id: string;
  userId: string;
  sessionToken: string;
  lines: [Line, Line];
}

/** A company that keeps its number, so that others get `taken` for it. */
interface StandingCompany {
  id: string;
  line: Line;
}

export interface Companies {
  acting: ActingCompany[];
  standing: StandingCompany[];
  /** Lines that no company holds or claims. */
  free: Line[];
}

/** The same companies in every run. */
export function makeCompanies(): Companies {
  const random = seededRandom(SEED);
  const nextLine = lineSource(random);
  const id = () => [8, 4, 4, 4, 12].map((length) => randomText(random, '0123456789abcdef', length)).join('-');
  const letters = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789';
  return {
    acting: Array.from({ length: ACTING }, () => ({
      id: id(),
      userId: id(),
      sessionToken: randomText(random, letters, 32),
      lines: [nextLine(), nextLine()],
    })),
    standing: Array.from({ length: STANDING }, () => ({ id: id(), line: nextLine() })),
    free: Array.from({ length: FREE }, nextLine),
  };
}
