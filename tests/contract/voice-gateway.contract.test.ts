import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { freePort } from '../support/free-port.ts';
import { createKey } from '../support/test-keys.ts';
import { createPerson } from '../support/test-people.ts';
import { startTestServer } from '../support/test-server.ts';

const FOLDER = fileURLToPath(new URL('../../examples/voice-gateway', import.meta.url));

it('the example gateway finds the company of a call with a platform key', async () => {
  await using server = await startTestServer();
  const { token } = await createKey(server.db, { tenantId: null, scopes: ['routing:read'] });
  const person = await createPerson(server.db);
  await server.clientOf(person).phone.setInboundNumber.mutate({ phoneNumber: '+442079460018' });
  const port = await freePort();
  const { PATH, HOME } = process.env;
  const gateway = spawn(process.execPath, ['--import', 'tsx', 'src/main.ts'], {
    cwd: FOLDER,
    env: { PATH, HOME, PORT: String(port), LINEKEEPER_URL: `${server.url}/trpc`, LINEKEEPER_KEY: token },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  try {
    await once(gateway.stdout, 'data');
    const ask = async (body: unknown) => {
      const response = await fetch(`http://localhost:${port}/calls`, { method: 'POST', body: JSON.stringify(body) });
      return [response.status, await response.json()];
    };
    const ours = { company: `Company ${person.tenantId}`, tenantId: person.tenantId, timezone: null };
    expect(await Promise.all([ask({ to: '+442079460018' }), ask({ to: '+442079460019' })])).toEqual([
      [200, ours],
      [404, expect.anything()],
    ]);
    expect((await ask({ to: 42 }))[0]).toBe(400);
    await server.clientOf(person).phone.releaseInboundNumber.mutate({});
    expect((await ask({ to: '+442079460018' }))[0]).toBe(404);
  } finally {
    gateway.kill('SIGTERM');
    await once(gateway, 'close');
  }
});
