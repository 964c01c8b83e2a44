import { driverError } from '@linekeeper/postgres';
import DataLoader from 'dataloader';
import { Prisma } from './generated/client.ts';
import type { Store } from './store.ts';

/** The most questions in one statement. */
const MAX_SHARING = 32;
/**
 * SQLSTATEs of a statement that PostgreSQL has undone for a reason of its own, and not because it's busy or stops: then running it
 * again would only take longer.
 */
const UNDONE = /^(?!08|53|57)/;

/**
 * A condition that is always true, for the first part of a statement, before it locks anything. An impatient statement waits
 * only a moment for a lock: one of the tenants that share it could hold the lock, and the others must not notice.
 */
export const patience = (isPatient: boolean) =>
  Prisma.sql`CASE WHEN ${isPatient}::boolean THEN true ELSE set_config('lock_timeout', '20ms', true) IS NOT NULL END`;

interface SharedStatement<Question, Answer> {
  /** Two questions with the same key don't share a statement. */
  keysOf: (question: Question) => string[];
  /** Returns the answers in the order of the questions. `isPatient`: see {@link patience}. */
  answer: (questions: readonly Question[], isPatient: boolean) => Promise<Answer[]>;
}

/**
 * Answers questions that have arrived together with one statement, which takes much less of a processor than one for each.
 *
 * Nobody notices the others: if a shared statement fails, PostgreSQL has undone all of it, and each question is asked alone.
 * In a transaction of the host's, each is asked alone from the start.
 */
export function sharedStatement<Question, Answer>(
  store: Store,
  { keysOf, answer }: SharedStatement<Question, Answer>,
): (question: Question) => Promise<Answer> {
  const alone = async (question: Question) => (await answer([question], true))[0] as Answer;
  if (store !== store.whole) return alone;

  function together(questions: readonly Question[]): Promise<Answer>[] {
    if (questions.length === 1) return questions.map(alone);
    const answers = answer(questions, false);
    return questions.map((question, index) =>
      answers.then(
        (all) => all[index] as Answer,
        (error) => {
          const { code } = driverError(error) ?? {};
          if (code === undefined || !UNDONE.test(code)) throw error;
          return alone(question);
        },
      ),
    );
  }

  // Returns promises in objects, so that no question waits for another statement's answers.
  const loader = new DataLoader<Question, { answered: Promise<Answer> }>(
    async (questions) => {
      const all: { answered: Promise<Answer> }[] = [];
      for (const positions of withoutEqualKeys(questions.map(keysOf))) {
        const answers = together(positions.map((position) => questions[position] as Question));
        for (const [index, position] of positions.entries()) {
          all[position] = { answered: answers[index] as Promise<Answer> };
        }
      }
      return all;
    },
    {
      cache: false,
      // Runs after all requests that have arrived so far.
      batchScheduleFn: setImmediate,
      maxBatchSize: MAX_SHARING,
    },
  );
  return async (question) => (await loader.load(question)).answered;
}

/** The positions of these questions in as few groups as possible. Each is in the first group that has none of its keys. */
function withoutEqualKeys(questions: readonly string[][]): number[][] {
  const groups: { positions: number[]; keys: Set<string> }[] = [];
  for (const [position, keys] of questions.entries()) {
    let group = groups.find((one) => keys.every((key) => !one.keys.has(key)));
    if (!group) {
      group = { positions: [], keys: new Set() };
      groups.push(group);
    }
    group.positions.push(position);
    for (const key of keys) group.keys.add(key);
  }
  return groups.map(({ positions }) => positions);
}
