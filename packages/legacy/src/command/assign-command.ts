import { type OwnerCommand, type OwnerPlace, Refused, read, WrongUse } from '@linekeeper/command';
import { CountryCode } from '@linekeeper/phone-number';
import { z } from 'zod';
import { assignAlone, refuseIfEnded } from '../assign-alone.ts';
import { type Decision, openLegacyStorage } from '../legacy-storage.ts';
import { assignFile } from './assign-file.ts';
import { describeAnswer, isDone, Reason, readNumber } from './decision.ts';
import { DECISION_COLUMNS, openReportFile } from './report-file.ts';
import { suggestDecisions } from './suggest-decisions.ts';
import { warnUnfollowed } from './warn-unfollowed.ts';

export const ASSIGN_COMMAND: OwnerCommand = {
  asOwner: true,
  name: 'assign',
  summary: 'Decide which company holds a line, or with "none" that a company has no number',
  explanation: [
    'The other companies with this line lose it, in the legacy table too. To decide many at once: write a file with --suggest,',
    'edit it, and read it with --file. To undo it: linekeeper legacy revert. After contract, with --overrule, it changes the line of a',
    'company in Linekeeper only.',
  ],
  operands: ['[number]', '[tenant]'],
  options: {
    reason: { value: '<text>', help: 'the reason, which is stored with the decision' },
    overrule: {
      help: "also take the line from a company that holds it in Linekeeper, release another line of <tenant>, assign a line that the legacy table doesn't have for <tenant>, or decide again",
    },
    country: { value: '<code>', help: 'the country of a national number; default: the country of the link' },
    suggest: {
      value: '<file.csv>',
      help: 'write every open dispute with the evidence and a proposed decision into a new file',
    },
    file: {
      value: '<file.csv>',
      help: 'read decisions from the columns number, tenant and reason; rows without a number are skipped',
    },
    'dry-run': { help: 'with --file: change nothing, and show what would happen' },
  },
  prepare(input) {
    const { operands, options } = input;
    const country = read(CountryCode.nullish(), options.country, '--country') ?? null;
    const overrule = options.overrule === true;
    const path = (name: string) =>
      options[name] === undefined ? undefined : read(z.string().min(1), options[name], `--${name}`);
    const [suggest, file] = [path('suggest'), path('file')];
    const modes = [operands.length > 0, suggest !== undefined, file !== undefined].filter(Boolean);
    if (modes.length !== 1) throw new WrongUse('Use either a number and a tenant, --suggest or --file');
    if (suggest !== undefined) {
      if (!suggest.toLowerCase().endsWith('.csv')) throw new WrongUse('--suggest: must end with .csv');
      const report = openReportFile(suggest, DECISION_COLUMNS, { isNew: true });
      return async ({ operator, warn }) => {
        await refuseIfEnded(operator);
        await using storage = await openLegacyStorage(operator);
        await warnUnfollowed(storage, warn);
        return await suggestDecisions(storage, report);
      };
    }
    if (file !== undefined) {
      const dryRun = options['dry-run'] === true;
      return async ({ operator, progress, warn }) => {
        await refuseIfEnded(operator);
        await using storage = await openLegacyStorage(operator);
        await warnUnfollowed(storage, warn);
        return await assignFile(storage, file, { country, overrule, dryRun, progress });
      };
    }
    const [text = '', tenantId = ''] = operands;
    if (tenantId === '') throw new WrongUse('<tenant> is missing');
    const reason = read(Reason, options.reason, '--reason');
    if (text !== 'none' && country !== null) readNumber(text, country);
    return async ({ operator, warn }) => {
      const decisionIn = (fallback: CountryCode | null) => ({
        phoneNumber: text === 'none' ? null : readNumber(text, country ?? fallback),
        ...{ tenantId, reason, overrule },
      });
      const alone = await assignAlone(operator, decisionIn);
      const { answer, phoneNumber } = alone ?? (await assignInBoth({ operator, warn }, decisionIn));
      if (!isDone(answer)) throw new Refused(describeAnswer(answer, phoneNumber, tenantId));
      return {
        lines: [describeAnswer(answer, phoneNumber, tenantId)],
        json: {
          phoneNumber,
          tenantId,
          outcome: answer.outcome,
          reason,
          losers: 'losers' in answer ? answer.losers : [],
        },
      };
    };
  },
};

async function assignInBoth(
  { operator, warn }: Pick<OwnerPlace, 'operator' | 'warn'>,
  decisionIn: (fallback: CountryCode | null) => Decision,
) {
  await using storage = await openLegacyStorage(operator);
  await warnUnfollowed(storage, warn);
  const decision = decisionIn(storage.shape.link.country);
  return { answer: await storage.assign(decision), phoneNumber: decision.phoneNumber };
}
