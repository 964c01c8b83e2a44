import { ASSIGN_COMMAND } from './assign-command.ts';
import { BACKFILL_COMMAND } from './backfill-command.ts';
import { CENSUS_COMMAND } from './census-command.ts';
import { CONTRACT_COMMAND } from './contract-command.ts';
import { LINK_COMMANDS } from './link-commands.ts';

/** The commands that move the numbers of a legacy system, in their order. */
export const TAKEOVER_COMMANDS = [CENSUS_COMMAND, BACKFILL_COMMAND, ASSIGN_COMMAND, CONTRACT_COMMAND, ...LINK_COMMANDS];
