import { AREAS, areaOf } from './areas.ts';
import { createSandbox } from './sandbox.ts';
import { runSqlMutants } from './sql-mutants-run.ts';
import { judge } from './survivors.ts';
import { runTypeScriptMutants } from './typescript-mutants.ts';

// `pnpm test:mutation [area…] [--sql | --typescript]`: changes the code of each area a little, and fails if its tests don't
// notice. With --sql or --typescript, only that is changed.
const args = process.argv.slice(2);
const sqlOnly = args.includes('--sql');
const typeScriptOnly = args.includes('--typescript');
const named = args.filter((arg) => !arg.startsWith('--'));
let failed = false;
for (const name of named.length > 0 ? named : Object.keys(AREAS)) {
  const area = areaOf(name);
  const started = performance.now();
  await using sandbox = await createSandbox();
  const sql = area.sql && !typeScriptOnly ? await runSqlMutants(sandbox.dir, name, area.sql) : [];
  const typeScript = sqlOnly ? [] : await runTypeScriptMutants(sandbox.dir, name, area);
  const { killed, total, unexpected, outdated, passed } = await judge([...sql, ...typeScript]);
  const minutes = ((performance.now() - started) / 60_000).toFixed(1);
  for (const { id, line } of unexpected) console.info(`survived, line ${line}: ${id}`);
  for (const id of outdated) console.info(`listed as a survivor, but killed: ${id}`);
  const share = ((100 * killed) / total).toFixed(1);
  console.info(`${name}: ${killed} of ${total} mutants killed (${share} %) in ${minutes} minutes`);
  console.info(
    `${unexpected.length} survivors not listed, ${outdated.length} listed but killed: ${passed ? 'passed' : 'FAILED'}`,
  );
  failed ||= !passed;
}
process.exitCode = failed ? 1 : 0;
