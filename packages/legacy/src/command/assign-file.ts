import { type Answer, table, WrongUse } from '@linekeeper/command';
import { printableName } from '@linekeeper/contract';
import type { CountryCode } from '@linekeeper/phone-number';
import type { AssignAnswer, Loser } from '../assign.ts';
import { countOf, formatCount } from '../format-count.ts';
import type { Decision, LegacyStorage } from '../legacy-storage.ts';
import { LegacyStorageError } from '../legacy-storage-error.ts';
import { describeAnswer, describeLoser, isDone, Reason, readNumber } from './decision.ts';
import { type DecisionRow, readDecisions } from './decision-file.ts';
import { Rate } from './rate.ts';

interface Options {
  country: CountryCode | null;
  overrule: boolean;
  dryRun: boolean;
  progress: (text: string) => void;
}

interface Result {
  line: number;
  number: string;
  tenant: string;
  outcome: AssignAnswer['outcome'] | 'INVALID' | 'FAILED';
  message: string;
  /** Companies that lose the line by this row. */
  losers: Loser[];
}

/** Why rows weren't decided, and what to do about it. */
const REFUSALS: Readonly<Record<Exclude<Result['outcome'], 'ASSIGNED' | 'DROPPED' | 'SAME'>, string>> = {
  INVALID: 'the number, the tenant or the reason is not valid. Correct the rows',
  NO_TENANT: 'no tenant has this id. Correct the rows, or remove them if the company was deleted',
  NOT_THEIRS:
    "the company doesn't have this number in the legacy table. Check whether rows were mixed up, or use --overrule if they're right",
  HELD_BY_ANOTHER: 'another company holds the line. Leave the number empty, or use --overrule to take the line from it',
  HOLDS_ANOTHER: 'the company holds another line. Leave the number empty, or use --overrule to release that line',
  FAILED: 'the legacy table could not be written. Run this again, or see the message of the row',
};
/** How many rows of the file are named for each reason. */
const NAMED = 20;

/** Decides row by row, each in a transaction of its own. A row that can't be decided doesn't stop the others. */
export async function assignFile(storage: LegacyStorage, path: string, options: Options): Promise<Answer> {
  const rows = await readDecisions(path);
  if (rows.length === 0)
    return {
      lines: ['Nothing was changed: no row of the file has a number.'],
      json: { dryRun: options.dryRun, results: [] },
    };
  const read = rows.map((row) => readRow(row, options.country ?? storage.shape.link.country, options.overrule));
  const valid = read.filter((one) => typeof one !== 'string');
  const rate = new Rate();
  const progress = (done: number) => options.progress(rate.line('decided', done, valid.length));
  const answers = options.dryRun
    ? await storage.tryAssignments(valid, progress)
    : await assignAll(storage, valid, progress);
  const answerTo = new Map(valid.map((assignment, i) => [assignment, answers[i] as AssignAnswer | LegacyStorageError]));
  const results = rows.map((row, i) => {
    const assignment = read[i] as Decision | string;
    return resultOf(row, assignment, typeof assignment === 'string' ? null : (answerTo.get(assignment) ?? null));
  });
  const refused = results.filter((result) => !isDone(result));
  const done = `${formatCount(results.length - refused.length)} of ${countOf(results.length, 'row', 'rows')}`;
  return {
    lines: [
      ...table(
        ['LINE', 'NUMBER', 'TENANT', 'RESULT', ''],
        results.map(({ line, number, tenant, outcome, message }) => [
          ...[
            String(line),
            printableName(number),
            printableName(tenant),
            outcome.toLowerCase().replaceAll('_', ' '),
            message,
          ],
        ]),
      ),
      '',
      options.dryRun ? `Nothing was changed. ${done} would be decided.` : `Decided ${done}.`,
      ...loserLines(results, options.dryRun),
      ...refusalLines(refused),
    ],
    json: { dryRun: options.dryRun, results },
    unresolved: refused.length > 0,
  };
}

/** The assignment of a row, or why the row has no assignment. */
function readRow(
  { number, tenant, reason: text }: DecisionRow,
  country: CountryCode | null,
  overrule: boolean,
): Decision | string {
  const reason = Reason.safeParse(text);
  if (!reason.success) return `reason: ${reason.error.issues[0]?.message ?? 'is not valid'}`;
  if (tenant === '') return 'tenant: must not be empty';
  try {
    const phoneNumber = number === 'none' ? null : readNumber(number, country);
    return { phoneNumber, tenantId: tenant, reason: reason.data, overrule };
  } catch (error) {
    if (error instanceof WrongUse) return error.message;
    throw error;
  }
}

async function assignAll(storage: LegacyStorage, assignments: Decision[], progress: (done: number) => void) {
  const answers: (AssignAnswer | LegacyStorageError)[] = [];
  for (const assignment of assignments) {
    const answer = await storage.assign(assignment).catch((error: unknown) => {
      if (error instanceof LegacyStorageError) return error;
      throw error;
    });
    answers.push(answer);
    progress(answers.length);
  }
  return answers;
}

function resultOf(
  { line, number, tenant }: DecisionRow,
  assignment: Decision | string,
  answer: AssignAnswer | LegacyStorageError | null,
): Result {
  const row = { line, number, tenant, losers: [] };
  if (typeof assignment === 'string') return { ...row, outcome: 'INVALID', message: assignment };
  if (answer === null || answer instanceof LegacyStorageError)
    return { ...row, outcome: 'FAILED', message: answer?.message ?? '' };
  if (answer.outcome === 'ASSIGNED' || answer.outcome === 'DROPPED')
    return {
      ...row,
      outcome: answer.outcome,
      losers: answer.losers,
      message: answer.losers.map(describeLoser).join('; '),
    };
  const isClear = isDone(answer) && !(answer.outcome === 'SAME' && answer.hasChanged);
  const message = isClear ? '' : describeAnswer(answer, assignment.phoneNumber, tenant);
  return { ...row, outcome: answer.outcome, message };
}

function loserLines(results: readonly Result[], dryRun: boolean): string[] {
  const companies = new Set(results.flatMap(({ losers }) => losers.map(({ tenantId }) => tenantId))).size;
  if (companies === 0) return [];
  const [one, many] = dryRun
    ? ['company would lose', 'companies would lose']
    : ['company has lost', 'companies have lost'];
  return [`${countOf(companies, one, many)} a number to another one. The rows above and --json name them.`];
}

/** How many rows were refused for each reason, where they are in the file, and what each of them says. */
function refusalLines(refused: readonly Result[]): string[] {
  if (refused.length === 0) return [];
  const groups = Object.entries(REFUSALS).flatMap(([outcome, why]) => {
    const rows = refused.filter((result) => result.outcome === outcome);
    if (rows.length === 0) return [];
    const more = rows.length - NAMED;
    return [
      `${formatCount(rows.length)}: ${why}.`,
      ...rows.slice(0, NAMED).map(({ line, message }) => `  line ${line}: ${message}`),
      ...(more > 0 ? [`  … and ${formatCount(more)} more; the table above and --json have all of them.`] : []),
    ];
  });
  return ['', `${countOf(refused.length, 'row was', 'rows were')} refused:`, ...groups];
}
