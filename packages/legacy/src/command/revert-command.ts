import { type Answer, type OwnerCommand, read, WrongUse } from '@linekeeper/command';
import { z } from 'zod';
import { companies, countOf } from '../format-count.ts';
import { openLegacyStorage } from '../legacy-storage.ts';
import { readDecidedTenants } from './decision-file.ts';
import { LEFT_COLUMNS, type LeftCompany, leftLines, writeLeft } from './left-companies.ts';
import { NO_QUESTION } from './link-options.ts';
import { Rate } from './rate.ts';
import { openReports, REPORT_OPTIONS, withReports } from './report.ts';
import type { ReportFile } from './report-file.ts';

export const REVERT_COMMAND: OwnerCommand = {
  asOwner: true,
  name: 'legacy revert',
  summary: 'Undo "backfill" and "assign" for some companies, or for all',
  explanation: [
    'The legacy table gets back what these commands removed from it. The line stays reserved for the company. A company that has',
    'changed its number in the meantime keeps the new one, and is listed. The exit code is 3 if the JSON column has no place for a number',
    'that should come back.',
  ],
  options: {
    tenant: { value: '<id>', multiple: true, help: 'a company; can be used more than once' },
    file: {
      value: '<file.csv>',
      help: 'undo what "assign --file" decided about all companies in this file, and about those that lost a number to them',
    },
    all: { help: 'every company' },
    yes: NO_QUESTION,
    report: {
      ...REPORT_OPTIONS.report,
      help: 'write the companies that were left as they are, and why, to a .csv or .json file',
    },
  },
  prepare(input) {
    const { options } = input;
    const typed = [options.tenant ?? []].flat().map(String);
    const file = options.file === undefined ? undefined : read(z.string().min(1), options.file, '--file');
    const modes = [typed.length > 0, file !== undefined, options.all === true].filter(Boolean);
    if (modes.length !== 1) throw new WrongUse('Use either --tenant, --file or --all');
    const files = openReports(input, LEFT_COLUMNS);
    return ({ operator, progress }) =>
      withReports(files, async () => {
        const named = file === undefined ? typed : await readDecidedTenants(file);
        await using storage = await openLegacyStorage(operator);
        const { settled, unknown } = await storage.settledTenants(
          options.all === true ? {} : { tenantIds: named, decided: file !== undefined },
        );
        const rate = new Rate();
        const outcomes = await storage.revert(settled, {
          onReverted: (done, total) => progress(rate.line('reverted', done, total)),
        });
        const all = options.all === true ? settled : [...new Set([...named, ...settled])];
        const left = all.flatMap((tenantId): LeftCompany[] => {
          const reason = unknown.includes(tenantId) ? 'UNKNOWN' : (outcomes.get(tenantId) ?? 'NOTHING');
          return reason === 'REVERTED' ? [] : [{ tenantId, reason }];
        });
        return answer(all.length - left.length, left, { files, rate });
      });
  },
};

async function answer(
  reverted: number,
  left: readonly LeftCompany[],
  { files, rate }: { files: readonly ReportFile<LeftCompany>[]; rate: Rate },
): Promise<Answer> {
  await writeLeft(files, left);
  const replaced = left.filter(({ reason }) => reason === 'REPLACED');
  const nothing = left.filter(({ reason }) => reason === 'NOTHING' || reason === 'UNKNOWN');
  const kept = left.filter((company) => !replaced.includes(company) && !nothing.includes(company));
  return {
    lines: [
      `Reverted ${companies(reverted)} ${rate.sum(reverted)}.`,
      ...leftLines(kept, `${countOf(kept.length, 'company keeps what it has', 'companies keep what they have')}:`),
      ...leftLines(
        replaced,
        `${companies(replaced.length)} couldn't get the number back in the JSON column. Nothing was changed there. linekeeper census lists them; decide with linekeeper assign:`,
      ),
      ...leftLines(nothing, `There was nothing to revert for ${companies(nothing.length)}:`),
      ...files.map(({ path }) => `\nWrote ${path}.`),
    ],
    json: {
      ...{ REVERTED: reverted, KEPT: kept.length, NOTHING: nothing.length },
      ...{ replaced: replaced.map(({ tenantId }) => tenantId), kept, nothing, reports: files.map(({ path }) => path) },
    },
    unresolved: replaced.length > 0,
  };
}
