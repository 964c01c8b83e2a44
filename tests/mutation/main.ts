import { parseArgs } from 'node:util';
import { AREAS, areaOf } from './areas.ts';
import { createSandbox } from './sandbox.ts';
import { runSqlMutants } from './sql/run-sql-mutants.ts';
import { judge } from './survivors.ts';
import { runTypeScriptMutants } from './typescript-mutants.ts';

// `pnpm test:mutation [area…]`: changes the code of each area a little, and fails if its tests don't notice.
const { values: options, positionals: named } = parseArgs({
  allowPositionals: true,
  options: {
    // Change only the SQL, or only the TypeScript.
    sql: { type: 'boolean', default: false },
    typescript: { type: 'boolean', default: false },
    // Change only this file.
    file: { type: 'string' },
    // Keep the results of mutants whose file and tests are as they were in the last run with this option.
    incremental: { type: 'boolean', default: false },
    concurrency: { type: 'string', default: '2' },
  },
});
let failed = false;
for (const name of named.length > 0 ? named : Object.keys(AREAS)) {
  const area = areaOf(name);
  const started = performance.now();
  await using sandbox = await createSandbox();
  const { file } = options;
  const sqlMutants = (area.sql ?? []).filter((mutant) => !file || mutant.file === file);
  const sql = options.typescript ? [] : await runSqlMutants(sandbox.dir, name, sqlMutants);
  const typeScript = options.sql
    ? []
    : await runTypeScriptMutants(sandbox.dir, name, file ? [file] : area.mutate, {
        concurrency: Number(options.concurrency),
        incremental: options.incremental,
      });
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
