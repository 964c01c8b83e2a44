import { type OwnerCommand, read, WrongUse } from '@linekeeper/command';
import { z } from 'zod';
import { openLegacyStorage } from '../legacy-storage.ts';
import { readDecidedTenants } from './decision-file.ts';
import { formatCount, Rate } from './rate.ts';

export const REVERT_COMMAND: OwnerCommand = {
  asOwner: true,
  name: 'legacy revert',
  summary: 'Undo "backfill" and "assign" for some companies, or for all',
  explanation: [
    'The legacy table gets back what these commands removed from it. The line stays reserved for the company. A company that has',
    'changed its number in the meantime keeps the new one.',
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
      const counts = { REVERTED: 0, KEPT: 0, NOTHING: options.all === true ? 0 : named.length - tenants.length };
      for (const [i, tenantId] of tenants.entries()) {
        counts[await storage.revert(tenantId)]++;
        progress(rate.line('reverted', i + 1, tenants.length));
      }
      return {
        lines: [
          `Reverted ${formatCount(counts.REVERTED)} companies. ${formatCount(counts.KEPT)} keep what they have, because they or other companies have changed numbers in the meantime.`,
          ...(counts.NOTHING > 0 ? [`There was nothing to revert for ${formatCount(counts.NOTHING)}.`] : []),
        ],
        json: counts,
      };
    };
  },
};
