import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, inject, it } from 'vitest';
import { startTestServer } from '../support/test-server.ts';

const { version } = JSON.parse(
  readFileSync(new URL('../../apps/linekeeper/package.json', import.meta.url), 'utf8'),
) as { version: string };

it('/healthz and the log show the version, and a start logs no warnings', async () => {
  await using server = await startTestServer();
  expect(await (await fetch(`${server.url}/healthz`)).json()).toEqual({ ok: true, version });
  const log = readFileSync(join(inject('logDir'), `${new URL(server.url).port}.log`), 'utf8');
  const lines = log
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as { level: string; msg: string });
  expect(lines.filter(({ level }) => level !== 'info')).toEqual([]);
  expect(lines.find(({ msg }) => msg === 'Linekeeper starts')).toMatchObject({ version });
});
