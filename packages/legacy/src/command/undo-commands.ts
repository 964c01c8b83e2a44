import type { OwnerCommand } from '@linekeeper/command';
import { describeServers } from '../connected-servers.ts';
import { countOf } from '../format-count.ts';
import { openLegacyStorage } from '../legacy-storage.ts';
import { isLinkStored } from '../link/is-link-stored.ts';
import { removeLinekeeper } from '../remove.ts';
import { LINK_OPTIONS, readLinkOptions, YES } from './link-options.ts';

export const UNLINK_COMMAND: OwnerCommand = {
  asOwner: true,
  name: 'legacy unlink',
  confirms: 'This ends the link: your product and Linekeeper no longer see changes in each other.',
  summary: 'Undo "legacy link": remove the triggers; the legacy table stays as it is',
  explanation: [
    'Neither system sees changes in the other any more. Lines in the legacy table are released in Linekeeper. To get them back, link',
    "again and run linekeeper backfill. It's refused while decisions weren't undone (linekeeper legacy revert --all).",
  ],
  options: {
    yes: YES,
    'keep-decisions': {
      help: "also if decisions weren't undone: they stay, and what companies had before is forgotten",
    },
  },
  prepare(input) {
    const keepDecisions = input.options['keep-decisions'] === true;
    return async ({ operator }) => {
      if (!(await isLinkStored(operator)))
        return { lines: ['There is nothing to undo: no legacy table is linked.'], json: { unlinked: false } };
      await using storage = await openLegacyStorage(operator);
      const { servers, inUse, written } = await storage.unlink({ keepDecisions });
      const who = servers.length > 0 ? `a server is connected (${describeServers(servers)})` : inUse ? UNNAMED : null;
      return {
        lines: [
          'Unlinked the legacy table.',
          ...writtenLines(written),
          ...(who === null ? [] : [`Warning: ${who}. ${NOT_MIRRORED}`]),
        ],
        json: { unlinked: true, servers, inUse, written },
      };
    };
  },
};

/** Why a command that ends the link has changed the legacy table. */
function writtenLines(written: number): string[] {
  if (written === 0) return [];
  return [
    `Before that, the last changes were followed, which wrote ${countOf(written, 'row', 'rows')} of the legacy table: a number that your product had saved in only one of the two places was written to the other one, and numbers that were still missing were written.`,
  ];
}

const UNNAMED = "a program uses Linekeeper on connections that can't be told apart from those of your product";
const NOT_MIRRORED =
  "From now on, what front ends and calls change in Linekeeper isn't written to the legacy table any more.";

/** Which columns can be written doesn't matter here. */
const { fields: _, ...PLACE_OPTIONS } = LINK_OPTIONS;

export const REMOVE_COMMAND: OwnerCommand = {
  asOwner: true,
  name: 'legacy remove',
  confirms: "This deletes everything that Linekeeper has stored in the database, and can't be undone.",
  summary: 'Undo "migrate": remove Linekeeper\'s schema with all its data from the database',
  explanation: [
    "It's refused while a server is connected or used, and if companies hold lines in Linekeeper that the legacy table doesn't have.",
    "A product with createLinekeeper on its own pool is only noticed while requests use it, because its connections can't be told apart",
    'from others of the product: stop it first. The options of the last link apply.',
  ],
  options: {
    yes: YES,
    'delete-lines': { help: 'also delete lines that only Linekeeper has, and the records of decisions' },
    ...PLACE_OPTIONS,
  },
  prepare(input) {
    const link = readLinkOptions(input);
    const deleteLines = input.options['delete-lines'] === true;
    return async ({ operator }) => {
      const outcome = await removeLinekeeper(operator, { link, deleteLines });
      return {
        lines: [
          outcome === 'REMOVED'
            ? 'Removed the schema linekeeper.'
            : 'There is nothing to undo: this database has no schema linekeeper.',
        ],
        json: { removed: outcome === 'REMOVED' },
      };
    };
  },
};
