import type { OwnerCommand } from '@linekeeper/command';
import { companies } from '../format-count.ts';
import { openLegacyStorage } from '../legacy-storage.ts';
import { conflictLines } from './conflict-lines.ts';
import { LINK_OPTIONS, NO_QUESTION, readLinkOptions } from './link-options.ts';
import { Rate } from './rate.ts';
import { REPORT_OPTIONS, report, reportFiles, unresolvedIn, withReports } from './report.ts';
import { REVERT_COMMAND } from './revert-command.ts';
import { REMOVE_COMMAND, UNLINK_COMMAND } from './undo-commands.ts';

const link: OwnerCommand = {
  asOwner: true,
  name: 'legacy link',
  summary: "Link the legacy table: from now on, each system sees the other's changes",
  explanation: [
    'Adds a trigger to the legacy table and changes nothing else there. Registers its companies, and reserves every line in',
    'it for the companies that have it. Run it again to change an option. To undo it: linekeeper legacy unlink.',
  ],
  options: { ...LINK_OPTIONS, ...REPORT_OPTIONS },
  prepare(input) {
    const wanted = readLinkOptions(input);
    const files = reportFiles(input);
    return ({ operator, progress }) =>
      withReports(files, async () => {
        await using storage = await openLegacyStorage(operator, wanted);
        const rate = new Rate();
        const counts = await storage.link({ onProgress: (done, total) => progress(rate.line('read', done, total)) });
        const { schema, table } = storage.shape.link;
        const unresolved = unresolvedIn(counts);
        return {
          lines: [
            `Linked ${schema}.${table} with ${companies(counts.tenants)} ${rate.sum(counts.tenants)}.`,
            '',
            ...(await report(storage, counts, files)),
          ],
          json: { linked: `${schema}.${table}`, counts, unresolved },
          unresolved: unresolved > 0,
        };
      });
  },
};

const follow: OwnerCommand = {
  asOwner: true,
  name: 'legacy follow',
  summary: 'Apply once what the legacy product has written; a running server does this continuously',
  options: {},
  prepare:
    () =>
    async ({ operator }) => {
      await using storage = await openLegacyStorage(operator);
      const tenants = await storage.follow();
      return { lines: [`Looked at ${companies(tenants)}.`], json: { tenants } };
    },
};

const restore: OwnerCommand = {
  asOwner: true,
  name: 'legacy restore',
  summary: 'Undo "contract": link the table again, and write the changes made since then into it',
  explanation: [
    'A value is written only if the legacy table still has the one that contract left there. What your product has changed since stays,',
    'and is listed: numbers by linekeeper census, details and settings by this command. Numbers that nobody has changed get their old',
    'spelling back. You can run it again. If settings with secrets were saved in the meantime, set LINEKEEPER_SECRET to the same value as',
    'on the servers.',
  ],
  options: { yes: NO_QUESTION },
  prepare:
    () =>
    async ({ operator, progress }) => {
      await using storage = await openLegacyStorage(operator);
      let rate: Rate | undefined;
      const { restored, conflicts } = await storage.restore({
        onRestored: (done, total) => {
          rate ??= new Rate();
          progress(rate.line('restored', done, total));
        },
      });
      return {
        lines: [
          `Linked the table again and wrote what has changed for ${companies(restored)}.`,
          ...conflictLines(conflicts),
        ],
        json: { tenants: restored, conflicts },
        unresolved: conflicts.length > 0,
      };
    },
};

export const LINK_COMMANDS = [link, UNLINK_COMMAND, follow, REVERT_COMMAND, restore, REMOVE_COMMAND];
