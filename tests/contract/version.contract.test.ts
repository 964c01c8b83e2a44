import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, inject, it } from 'vitest';
import { startTestServer } from '../support/test-server.ts';

const { version } = JSON.parse(
  readFileSync(new URL('../../apps/linekeeper/package.json', import.meta.url), 'utf8'),
) as { version: string };

it('/healthz and the first line of the log say the version', async () => {
  await using server = await startTestServer();
  expect(await (await fetch(`${server.url}/healthz`)).json()).toEqual({ ok: true, version });
  const log = readFileSync(join(inject('logDir'), `${new URL(server.url).port}.log`), 'utf8');
  expect(JSON.parse(log.slice(0, log.indexOf('\n')))).toMatchObject({ msg: 'Linekeeper starts', version });
});
