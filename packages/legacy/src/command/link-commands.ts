import { type Input, type OwnerCommand, operatorCause, WrongUse } from '@linekeeper/core';
import { openLegacyStorage } from '../legacy-storage.ts';
import { LINK_OPTIONS, readLinkOptions } from './link-options.ts';
import { formatCount, Rate } from './rate.ts';
import { REPORT_OPTIONS, report, reportFiles, unresolvedIn, withReports } from './report.ts';

const YES = (help: string) => ({ yes: { help } });

function requireYes({ options }: Input): void {
  if (options.yes !== true) throw new WrongUse('Nothing was changed. Add --yes to confirm');
}

const link: OwnerCommand = {
  asOwner: true,
  name: 'legacy link',
  summary: 'Link the legacy table: from now on, each system sees what the other changes',
  explanation: [
    'Adds a trigger to the legacy table and changes nothing else of it. Registers its companies, and reserves every line in',
    'it for the companies that have it. Run it again to change an option. To undo it: linekeeper legacy unlink.',
  ],
  options: { ...LINK_OPTIONS, ...REPORT_OPTIONS },
  prepare(input) {
    const wanted = readLinkOptions(input);
    const files = reportFiles(input);
    return ({ urls, progress }) =>
      withReports(files, async () => {
        await using storage = await openLegacyStorage(urls, wanted);
        const rate = new Rate();
        const counts = await storage.link({ onProgress: (done, total) => progress(rate.line('read', done, total)) });
        const { schema, table } = storage.shape.link;
        const unresolved = unresolvedIn(counts);
        return {
          lines: [
            `Linked ${schema}.${table} with ${formatCount(counts.companies)} companies ${rate.sum(counts.companies)}.`,
            '',
            ...(await report(storage, counts, files)),
          ],
          json: { linked: `${schema}.${table}`, counts, unresolved },
          unresolved: unresolved > 0,
        };
      });
  },
};

const unlink: OwnerCommand = {
  asOwner: true,
  name: 'legacy unlink',
  summary: 'Undo "legacy link": remove the triggers; the legacy table stays as it is',
  explanation: ['Lines stay with the companies that hold them. The two systems no longer see what the other changes.'],
  options: YES('required'),
  prepare(input) {
    requireYes(input);
    return async ({ urls }) => {
      await using storage = await openLegacyStorage(urls);
      await storage.unlink();
      return { lines: ['Unlinked the legacy table.'], json: { unlinked: true } };
    };
  },
};

const follow: OwnerCommand = {
  asOwner: true,
  name: 'legacy follow',
  summary: 'Apply once what the legacy product has written; a running server does this continuously',
  options: {},
  prepare:
    () =>
    async ({ urls }) => {
      await using storage = await openLegacyStorage(urls);
      const companies = await storage.follow();
      return { lines: [`Looked at ${formatCount(companies)} companies.`], json: { companies } };
    },
};

const revert: OwnerCommand = {
  asOwner: true,
  name: 'legacy revert',
  summary: 'Undo "backfill" and "assign" for some companies, or for all',
  explanation: [
    'The legacy table gets back what these commands removed from it. The line stays reserved for the company. A company that has',
    'changed its number since keeps the new one.',
  ],
  options: {
    tenant: { value: '<id>', multiple: true, help: 'a company; can be used more than once' },
    all: { help: 'every company' },
  },
  prepare({ options }) {
    const tenants = [options.tenant ?? []].flat().map(String);
    if (tenants.length > 0 === (options.all === true)) throw new WrongUse('Use either --tenant or --all');
    return async ({ urls, progress }) => {
      await using storage = await openLegacyStorage(urls);
      const companies = options.all === true ? await storage.settledCompanies() : tenants;
      const rate = new Rate();
      const counts = { REVERTED: 0, KEPT: 0, NOTHING: 0 };
      for (const [i, companyId] of companies.entries()) {
        counts[await storage.revert(companyId, operatorCause('linekeeper legacy revert'))]++;
        progress(rate.line('reverted', i + 1, companies.length));
      }
      return {
        lines: [
          `Reverted ${formatCount(counts.REVERTED)} companies. ${formatCount(counts.KEPT)} have changed their number since and keep it.`,
          ...(counts.NOTHING > 0 ? [`There was nothing to revert for ${formatCount(counts.NOTHING)}.`] : []),
        ],
        json: counts,
      };
    };
  },
};

const restore: OwnerCommand = {
  asOwner: true,
  name: 'legacy restore',
  summary: 'Undo "contract": link the table again and write every number into it',
  explanation: ["Numbers that haven't changed since get their old spelling back. You can run it again."],
  options: {},
  prepare:
    () =>
    async ({ urls }) => {
      await using storage = await openLegacyStorage(urls);
      const companies = await storage.restore();
      return {
        lines: [`Linked the table again and wrote the numbers of ${formatCount(companies)} companies.`],
        json: { companies },
      };
    },
};

const remove: OwnerCommand = {
  asOwner: true,
  name: 'legacy remove',
  summary: 'Undo "migrate": remove everything of Linekeeper from the database, with all its data',
  options: YES("required: this can't be undone"),
  prepare(input) {
    requireYes(input);
    return async ({ urls }) => {
      await using storage = await openLegacyStorage(urls);
      await storage.remove();
      return { lines: ['Removed the schema linekeeper.'], json: { removed: true } };
    };
  },
};

export const LINK_COMMANDS = [link, unlink, follow, revert, restore, remove];
