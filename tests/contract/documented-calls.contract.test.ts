import { execFile, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import { startTestServer } from '../support/test-server.ts';

const PAGE = readFileSync(new URL('../../docs/api.md', import.meta.url), 'utf8');
const hasCurl = spawnSync('curl', ['--version']).status === 0;

it.runIf(hasCurl)('the calls with curl that docs/api.md shows are answered as it says', async () => {
  await using server = await startTestServer({ LINEKEEPER_DEMO: '1' });
  const commands = [...PAGE.matchAll(/^```\n(.*?)^```/gms)].map(([, block]) => block);
  expect(commands).toHaveLength(2);
  const script = ['set -e', ...commands].join('\n').replaceAll('localhost:3000', new URL(server.url).host);
  const { stdout } = await promisify(execFile)('bash', ['-c', script.replaceAll('curl ', 'curl --silent ')]);
  expect(stdout).toContain('"code":"PHONE_TAKEN"');
  expect(stdout).toContain('{"success":false,"code":"PHONE_TAKEN"');
});
