import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, inject, it } from 'vitest';
import { startTestServer } from '../support/test-server.ts';

const { version } = JSON.parse(
  readFileSync(new URL('../../apps/linekeeper/package.json', import.meta.url), 'utf8'),
) as { version: string };

it('/healthz and the log say the version', async () => {
  await using server = await startTestServer();
  expect(await (await fetch(`${server.url}/healthz`)).json()).toEqual({ ok: true, version });
  const log = readFileSync(join(inject('logDir'), `${new URL(server.url).port}.log`), 'utf8');
  const lines = log
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as { msg: string });
  expect(lines.find(({ msg }) => msg === 'Linekeeper starts')).toMatchObject({ version });
});
