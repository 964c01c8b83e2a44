import parsePrometheus from 'parse-prometheus-text-format';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freePort } from '../support/free-port.ts';
import { createPerson } from '../support/test-people.ts';
import { startTestServer, type TestServer } from '../support/test-server.ts';

const NUMBER = '+14155238886';
let server: TestServer;
let address: string;
beforeAll(async () => {
  const port = await freePort();
  address = `http://127.0.0.1:${port}/metrics`;
  server = await startTestServer({ LINEKEEPER_METRICS_PORT: String(port) });
});
afterAll(() => server[Symbol.asyncDispose]());

interface Sample {
  labels?: Record<string, string>;
  value?: string;
}

/** What Prometheus reads, by the name of the metric. */
async function scrape(): Promise<Map<string, Sample[]>> {
  const response = await fetch(address);
  expect(response.headers.get('content-type')).toContain('text/plain; version=0.0.4');
  const families = parsePrometheus(await response.text());
  return new Map(families.map(({ name, metrics }) => [name, metrics]));
}

function total(samples: Sample[] | undefined, labels: Record<string, string> = {}): number {
  const matching = (samples ?? []).filter((sample) =>
    Object.entries(labels).every(([name, value]) => sample.labels?.[name] === value),
  );
  return matching.reduce((sum, { value }) => sum + Number(value), 0);
}

describe('GET /metrics', () => {
  it('counts requests, outcomes, lost claims and connections, without a number or a tenant in a label', async () => {
    const first = await createPerson(server.db);
    const second = await createPerson(server.db);
    const one = server.clientOf(first);
    const two = server.clientOf(second);
    expect(await one.phone.setInboundNumber.mutate({ phoneNumber: NUMBER })).toMatchObject({ ok: true });
    expect(await two.phone.setInboundNumber.mutate({ phoneNumber: NUMBER })).toMatchObject({ ok: false });
    expect(await two.phone.checkAvailability.query({ phoneNumber: NUMBER })).toMatchObject({ ok: false });
    expect(await two.phone.setInboundNumber.mutate({ phoneNumber: '+1415' })).toMatchObject({ ok: false });
    const patch = await fetch(`${server.url}/api/organization/info`, {
      method: 'PATCH',
      headers: { authorization: `Bearer ${second.token}`, 'content-type': 'application/json' },
      body: JSON.stringify({ twilioConfig: { phoneNumber: NUMBER } }),
    });
    expect(patch.status).toBe(409);
    for (const path of [`/${NUMBER}`, `/trpc/${NUMBER}`, `/api/${NUMBER}`]) await fetch(`${server.url}${path}`);

    const metrics = await scrape();
    const outcomes = metrics.get('linekeeper_outcomes_total');
    const procedure = 'phone.setInboundNumber';
    expect(total(outcomes, { procedure, code: 'ok' })).toBe(1);
    expect(total(outcomes, { procedure, code: 'PHONE_TAKEN' })).toBe(1);
    expect(total(outcomes, { procedure, code: 'PHONE_INVALID' })).toBe(1);
    expect(total(outcomes, { procedure: 'organization.update', code: 'PHONE_TAKEN' })).toBe(1);
    expect(total(metrics.get('linekeeper_claims_lost_total'))).toBe(2);
    const requests = metrics.get('linekeeper_http_requests_total');
    expect(total(requests, { door: '/trpc/*', method: 'POST', status: '2xx' })).toBe(4);
    expect(total(requests, { door: '/api/organization/info', method: 'PATCH', status: '4xx' })).toBe(1);
    expect(total(requests, { door: 'dashboard or none' })).toBe(2);
    expect(total(metrics.get('linekeeper_database_connections'), { state: 'total' })).toBeGreaterThan(0);
    expect(metrics.has('nodejs_eventloop_lag_seconds')).toBe(true);
    expect(metrics.has('linekeeper_http_request_duration_seconds')).toBe(true);

    const values = [...metrics.values()].flat().flatMap(({ labels }) => Object.values(labels ?? {}));
    expect(values.length).toBeGreaterThan(20);
    const { tenantId } = first;
    expect(values.filter((value) => /\d{4}/.test(value) || value.includes(tenantId))).toEqual([]);
  });

  it('has no more series, no matter which paths, methods, tenants and numbers clients send', async () => {
    const { token } = await createPerson(server.db);
    const methods = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'PROPFIND', 'PURGE'];
    const sendSomething = async () => {
      const text = Math.random().toString(36).slice(2);
      const number = `+1415523${1000 + Math.floor(Math.random() * 9000)}`;
      const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
      for (const method of methods) {
        for (const path of [`/${text}`, `/trpc/${text}`, `/api/${text}`, `/trpc/phone.${text}?${text}=${number}`]) {
          await fetch(`${server.url}${path}`, { method, headers });
        }
      }
      const body = JSON.stringify({ phoneNumber: number, [text]: text });
      await fetch(`${server.url}/trpc/phone.setInboundNumber`, { method: 'POST', headers, body });
      const tenant = { ...headers, 'linekeeper-tenant': text };
      await fetch(`${server.url}/trpc/session.get`, { method: 'POST', headers: tenant, body: '{}' });
    };
    // Node's own series (`nodejs_…`) come with the first garbage collection or file of a kind, whatever clients send.
    const series = async () => {
      const own = [...(await scrape())].filter(([name]) => name.startsWith('linekeeper_'));
      return own.flatMap(([name, samples]) => samples.map(({ labels }) => `${name} ${JSON.stringify(labels ?? {})}`));
    };
    await sendSomething();
    const before = await series();
    expect(before.length).toBeGreaterThan(20);
    for (let round = 0; round < 5; round++) await sendSomething();
    expect((await series()).toSorted()).toEqual(before.toSorted());
  });

  it('is only on its own port', async () => {
    expect((await fetch(`${server.url}/metrics`)).status).toBe(404);
    expect((await fetch(new URL('/', address))).status).toBe(404);
    expect((await fetch(address, { method: 'POST' })).status).toBe(404);
  });
});
