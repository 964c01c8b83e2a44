import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, inject, it } from 'vitest';
import { startTestServer } from '../support/test-server.ts';

const { version } = JSON.parse(
  readFileSync(new URL('../../apps/linekeeper/package.json', import.meta.url), 'utf8'),
) as { version: string };

it('/healthz and the log show the version, and a start logs no warnings', async () => {
  await using server = await startTestServer({ LINEKEEPER_SUPPORT_CONTACT: 'support@voice.example' });
  expect(await (await fetch(`${server.url}/healthz`)).json()).toEqual({ ok: true, version });
  const lines = logOf(server.url);
  expect(lines.filter(({ level }) => level !== 'info')).toEqual([]);
  expect(lines.find(({ msg }) => msg === 'Linekeeper starts')).toMatchObject({ version });
});

it('a start without a support contact warns once', async () => {
  await using server = await startTestServer();
  expect(logOf(server.url).filter(({ level }) => level !== 'info')).toEqual([
    expect.objectContaining({ level: 'warn', msg: expect.stringMatching(/^LINEKEEPER_SUPPORT_CONTACT isn't set/) }),
  ]);
});

function logOf(url: string): { level: string; msg: string }[] {
  const log = readFileSync(join(inject('logDir'), `${new URL(url).port}.log`), 'utf8');
  return log
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as { level: string; msg: string });
}
