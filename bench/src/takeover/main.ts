import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createBenchDatabase, openDatabaseServer } from '../bench-database.ts';
import { progressOn } from '../progress.ts';
import { measureCommand } from './measure-command.ts';
import { deleteDisputed, plantCompanies } from './plant-companies.ts';
import { measureTrigger } from './trigger-cost.ts';

// What taking over a legacy system takes, and what its way back takes: companies a second, that memory does not grow with their number, and what the trigger
// costs the legacy product. `--small` is for a quick look.
const SIZES = process.argv.includes('--small') ? [5_000] : [100_000, 1_000_000];

/** `backfill` twice: the second run finds everything moved. Then the way back, from there and from the end. */
const COMMANDS = [
  ...['census', 'legacy link', 'backfill', 'backfill', 'legacy revert --all'],
  ...['backfill', 'contract --yes --empty', 'legacy restore'],
];

const number = (value: number) => Math.round(value).toLocaleString('en');
const progress = progressOn(process.stderr);
const dataDir = await mkdtemp(join(tmpdir(), 'linekeeper-takeover-'));
const server = await openDatabaseServer(null, dataDir);
try {
  for (const companies of SIZES) {
    const database = await createBenchDatabase(server, `linekeeper_takeover_${companies}`);
    progress.show(`planting ${number(companies)} companies`);
    await plantCompanies(database.owner, companies);
    for (const command of COMMANDS) {
      if (command === 'contract --yes --empty') await deleteDisputed(database.owner);
      progress.show(`${command} of ${number(companies)} companies`);
      const { seconds, peakMegabytes, answer } = await measureCommand(database.ownerUrl, command);
      progress.clear();
      const moved = answer.moved === undefined ? '' : `, moved ${number(answer.moved)}`;
      process.stdout.write(
        `${command.padEnd(22)} ${number(companies).padStart(9)} companies  ${number(companies / seconds).padStart(7)} a second  ` +
          `${seconds.toFixed(1).padStart(6)} s  peak ${peakMegabytes} MB${moved}\n`,
      );
    }
    const { other, number: changed } = await measureTrigger(database.owner);
    process.stdout.write(
      `the trigger adds ${other.toFixed(3)} ms to a row that the legacy product writes, ${changed.toFixed(3)} ms if its number changes\n`,
    );
    await database.close();
  }
} finally {
  progress.clear();
  await server.stop();
  await rm(dataDir, { recursive: true, force: true });
}
