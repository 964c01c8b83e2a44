import { type Answer, nameCell, table, WrongUse } from '@linekeeper/core';
import type { CountryCode } from '@linekeeper/phone-number';
import type { AssignAnswer } from '../assign.ts';
import type { LegacyStorage } from '../legacy-storage.ts';
import { LegacyStorageError } from '../legacy-storage-error.ts';
import { assignOne, describeAnswer, isDone, Reason, readNumber } from './decision.ts';
import { type DecisionRow, readDecisions } from './decision-file.ts';
import { formatCount, Rate } from './rate.ts';

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
  outcome: AssignAnswer['outcome'] | 'INVALID';
  message: string;
}

/** Decides row by row, each in a transaction of its own. A row that can't be decided doesn't stop the others. */
export async function assignFile(storage: LegacyStorage, path: string, options: Options): Promise<Answer> {
  const rows = await readDecisions(path);
  const rate = new Rate();
  const results: Result[] = [];
  for (const row of rows) {
    results.push(await decide(storage, row, options));
    options.progress(rate.line('decided', results.length, rows.length));
  }
  const refused = results.filter(({ outcome }) => !['ASSIGNED', 'DROPPED', 'SAME'].includes(outcome));
  const done = `${formatCount(results.length - refused.length)} of ${formatCount(results.length)} rows`;
  return {
    lines: [
      ...table(
        ['LINE', 'NUMBER', 'TENANT', 'RESULT', ''],
        results.map(({ line, number, tenant, outcome, message }) => [
          ...[String(line), nameCell(number), nameCell(tenant), outcome.toLowerCase().replaceAll('_', ' '), message],
        ]),
      ),
      '',
      options.dryRun ? `Nothing was changed. ${done} would be decided.` : `Decided ${done}.`,
    ],
    json: { dryRun: options.dryRun, results },
    unresolved: refused.length > 0,
  };
}

async function decide(
  storage: LegacyStorage,
  row: DecisionRow,
  { country, overrule, dryRun }: Options,
): Promise<Result> {
  const { line, number, tenant } = row;
  const refuse = (message: string): Result => ({ line, number, tenant, outcome: 'INVALID', message });
  const reason = Reason.safeParse(row.reason);
  if (!reason.success) return refuse(`reason: ${reason.error.issues[0]?.message ?? 'is not valid'}`);
  if (tenant === '') return refuse('tenant: must not be empty');
  try {
    const phoneNumber = number === 'none' ? null : readNumber(number, country ?? storage.shape.link.country);
    const decision = { phoneNumber, companyId: tenant, reason: reason.data, overrule };
    const answer = await assignOne(storage, decision, { dryRun });
    return {
      line,
      number,
      tenant,
      outcome: answer.outcome,
      message: isDone(answer) ? '' : describeAnswer(answer, phoneNumber, tenant),
    };
  } catch (error) {
    if (error instanceof WrongUse || error instanceof LegacyStorageError) return refuse(error.message);
    throw error;
  }
}
