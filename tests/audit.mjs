import { spawnSync } from 'node:child_process';

// `pnpm audit:runtime`: asks the registry whether what runs in production has known vulnerabilities. Exits with 1 if it
// has, and with 2 if the registry has no advisory service that can be reached.
const { status, stdout, stderr } = spawnSync('pnpm', ['audit', '--prod'], { encoding: 'utf8' });
const said = `${stdout}${stderr}`;
console.info(said.trim());
if (status !== 0 && /ERR_PNPM_AUDIT_|ENOTFOUND|ECONNREFUSED|ETIMEDOUT|fetch failed/.test(said)) {
  console.error(
    'Nothing was audited: the registry has no advisory service that can be reached. Run it where registry.npmjs.org answers, or give the file that `pnpm sbom:runtime --out sbom.json` writes to a scanner such as osv-scanner',
  );
  process.exitCode = 2;
} else {
  process.exitCode = status ?? 1;
}
