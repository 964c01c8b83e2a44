import { get } from 'node:http';
import { createClient } from '@linekeeper/client';
import { describe, expect, it } from 'vitest';
import { startTestServer } from '../support/test-server.ts';

const ADA = { tenant: { id: '42', name: 'Acme' }, role: 'owner', actor: { id: '7', name: 'Ada' } } as const;
const PAGE = { accept: 'text/html', 'sec-fetch-mode': 'navigate' };

describe('the stand-alone server with a sign-in of your own', () => {
  it('uses it to identify people, and has no sign-in of its own', async () => {
    await using server = await startTestServer(
      {},
      { authenticate: ({ headers }) => (headers.get('authorization') === 'Bearer ada' ? ADA : null) },
    );
    const { phone } = createClient({ url: `${server.url}/trpc`, token: 'ada' });
    expect(await phone.setInboundNumber.mutate({ phoneNumber: '+14155238886' })).toMatchObject({ ok: true });
    const [event] = await server.db.sql('SELECT to_tenant_id, actor_name FROM linekeeper.line_events');
    expect(event).toEqual({ to_tenant_id: '42', actor_name: 'Ada' });
    const stranger = createClient({ url: `${server.url}/trpc`, token: 'stranger', retries: 0 });
    await expect(stranger.phone.getInboundNumber.query()).rejects.toMatchObject({ data: { code: 'UNAUTHORIZED' } });
    const signIn = await fetch(`${server.url}/api/auth/sign-in/email`, { method: 'POST' });
    expect(signIn.status).toBe(404);
    expect(server.routes.filter((route) => /auth|session|invitation/.test(route))).toEqual([]);
  });
});

it('the dashboard can be switched off, and otherwise only browsers that open a page get it', async () => {
  await using server = await startTestServer();
  // fetch() sets Sec-Fetch-Mode itself.
  const statusOf = (path: string, headers = {}, url = server.url) =>
    new Promise((resolve, reject) => {
      get(`${url}${path}`, { headers }, (response) => resolve(response.resume().statusCode)).on('error', reject);
    });
  expect(await statusOf('/no-such-page', PAGE)).toBe(200);
  expect(await statusOf('/no-such-page')).toBe(404);
  expect(await statusOf('/no-such-page', { accept: 'text/html', 'sec-fetch-mode': 'cors' })).toBe(404);
  await using without = await startTestServer({ LINEKEEPER_DASHBOARD: '0' });
  expect(await statusOf('/', PAGE, without.url)).toBe(404);
});
