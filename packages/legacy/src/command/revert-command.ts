import { type OwnerCommand, read, WrongUse } from '@linekeeper/command';
import { printableName } from '@linekeeper/contract';
import { z } from 'zod';
import { openLegacyStorage } from '../legacy-storage.ts';
import { readDecidedTenants } from './decision-file.ts';
import { formatCount, Rate } from './rate.ts';

const SHOWN = 20;

export const REVERT_COMMAND: OwnerCommand = {
  asOwner: true,
  name: 'legacy revert',
  summary: 'Undo "backfill" and "assign" for some companies, or for all',
  explanation: [
    'The legacy table gets back what these commands removed from it. The line stays reserved for the company. A company that has',
    "changed its number in the meantime keeps the new one. The exit code is 3 if a number can't be put back.",
  ],
  options: {
    tenant: { value: '<id>', multiple: true, help: 'a company; can be used more than once' },
    file: {
      value: '<file.csv>',
      help: 'undo what "assign --file" decided about all companies in this file',
    },
    all: { help: 'every company' },
  },
  prepare({ options }) {
    const typed = [options.tenant ?? []].flat().map(String);
    const file = options.file === undefined ? undefined : read(z.string().min(1), options.file, '--file');
    const modes = [typed.length > 0, file !== undefined, options.all === true].filter(Boolean);
    if (modes.length !== 1) throw new WrongUse('Use either --tenant, --file or --all');
    return async ({ operator, progress }) => {
      const named = file === undefined ? typed : await readDecidedTenants(file);
      await using storage = await openLegacyStorage(operator);
      const tenants = await storage.settledTenants(
        options.all === true ? {} : { tenantIds: named, decided: file !== undefined },
      );
      const rate = new Rate();
      const nothing = options.all === true ? 0 : named.length - tenants.length;
      const counts = { REVERTED: 0, KEPT: 0, NOTHING: nothing };
      const replaced: string[] = [];
      for (const [i, tenantId] of tenants.entries()) {
        const outcome = await storage.revert(tenantId);
        if (outcome === 'REPLACED') replaced.push(tenantId);
        else counts[outcome]++;
        progress(rate.line('reverted', i + 1, tenants.length));
      }
      return {
        lines: [
          `Reverted ${formatCount(counts.REVERTED)} companies. ${formatCount(counts.KEPT)} keep what they have, because they or other companies have changed numbers in the meantime.`,
          ...replacedLines(replaced),
          ...(counts.NOTHING > 0 ? [`There was nothing to revert for ${formatCount(counts.NOTHING)}.`] : []),
        ],
        json: { ...counts, replaced },
        unresolved: replaced.length > 0,
      };
    };
  },
};

function replacedLines(ids: readonly string[]): string[] {
  if (ids.length === 0) return [];
  const more = ids.length - SHOWN;
  return [
    `${formatCount(ids.length)} companies couldn't get their number back in the JSON column, because your product has stored something else`,
    'instead of the object that contained it. They keep what they have. linekeeper census lists them; decide with linekeeper assign.',
    ...ids.slice(0, SHOWN).map((id) => `  ${printableName(id)}`),
    ...(more > 0 ? [`  … and ${formatCount(more)} more; --json lists all of them.`] : []),
  ];
}
