import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { lookup } from 'node:dns';
import { createServer, request } from 'node:http';
import { connect, isIP, type Socket } from 'node:net';
import { hostname } from 'node:os';
import type { PlatformWebhook } from '@linekeeper/core';
import { createLinekeeper } from '@linekeeper/server';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { hostsOf } from '../support/hosts-of.ts';
import { type LocalListeners, listenLocally } from '../support/local-listeners.ts';
import { startTestServer, type TestServer } from '../support/test-server.ts';
import { callTo, createVoiceTenants, hex, postCall, type VoiceTenant } from '../support/voice.ts';

const PUBLIC = '93.184.215.14';
const SECRET = 's'.repeat(32);

let listeners: LocalListeners;
/** The public addresses that this process has tried to connect to. Nothing is sent to them. */
let attempts: string[] = [];

let server: TestServer;
let tenant: VoiceTenant;
const onSocket = (message: unknown) => {
  const { socket } = message as { socket: Socket };
  socket.on('connectionAttempt', (address: string) => {
    if (address !== PUBLIC) return;
    attempts.push(address);
    setImmediate(() => socket.destroy(new Error('Not sent')));
  });
};

beforeAll(async () => {
  listeners = await listenLocally();
  server = await startTestServer();
  [tenant] = (await createVoiceTenants(server, 1, { firstLine: 442079464000, handling: { kind: 'PLATFORM' } })) as [
    VoiceTenant,
  ];
  subscribe('net.client.socket', onSocket);
});
afterAll(async () => {
  unsubscribe('net.client.socket', onSocket);
  listeners.close();
  await server[Symbol.asyncDispose]();
});
beforeEach(() => {
  listeners.connections = 0;
  attempts = [];
});

/** Answers each look-up with the next addresses, as the system does for a name whose addresses change. */
const resolver = (...answers: string[][]): typeof lookup => {
  let asked = 0;
  return ((_name: string, _options: unknown, callback: (...args: unknown[]) => void) => {
    const addresses = answers[Math.min(asked++, answers.length - 1)] ?? [];
    callback(
      null,
      addresses.map((address) => ({ address, family: isIP(address) })),
    );
  }) as unknown as typeof lookup;
};

/** Linekeeper with a webhook of the platform at this address. `call` is a simulated call to the company. */
function withWebhook(address: string, webhook: Partial<PlatformWebhook> = {}) {
  const linekeeper = createLinekeeper({
    database: server.db.url,
    authenticate: () => ({
      tenant: { id: tenant.tenantId, name: 'Acme' },
      role: 'owner',
      actor: { id: '7', name: 'Ada' },
    }),
    voice: {
      publicUrl: 'https://app.example',
      platformWebhook: { url: new URL(address), secret: SECRET, internalHosts: new Set(), ...webhook },
    },
  });
  return {
    async call() {
      const response = await linekeeper.fetch(
        new Request('https://app.example/linekeeper/trpc/voice.simulateCall', {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: '{}',
        }),
      );
      const { result } = (await response.json()) as { result: { data: { outcome: string; reason: string | null } } };
      return result.data.reason ?? result.data.outcome;
    },
    [Symbol.asyncDispose]: () => linekeeper.close(),
  };
}

describe("the platform's voice webhook", () => {
  it('has a listener on more than one address of this machine, which counts connections', async () => {
    expect(listeners.addresses).toContain('127.0.0.1');
    expect(listeners.addresses.length).toBeGreaterThan(1);
    for (const address of listeners.addresses) {
      const host = hostsOf(address)[0] as string;
      await using allowed = withWebhook(`http://${host}:${listeners.port}/`, { internalHosts: new Set([address]) });
      expect([address, await allowed.call()]).toEqual([address, 'PLATFORM']);
    }
    expect(listeners.connections).toBe(listeners.addresses.length);
  });

  it("isn't connected to at an address of this machine, however it's written", async () => {
    for (const address of listeners.addresses) {
      for (const host of hostsOf(address)) {
        for (const url of [`http://${host}:${listeners.port}/`, `https://${host}:${listeners.port}/`]) {
          await using linekeeper = withWebhook(url);
          expect([url, await linekeeper.call()]).toEqual([url, 'WEBHOOK_ADDRESS']);
        }
      }
    }
    expect(listeners.connections).toBe(0);
  });

  it("isn't connected to at a name of this machine that the system finds", async () => {
    for (const name of ['localhost', 'LOCALHOST', 'a@localhost']) {
      await using linekeeper = withWebhook(`http://${name}:${listeners.port}/`);
      expect([name, await linekeeper.call()]).toEqual([name, 'WEBHOOK_ADDRESS']);
    }
    // Whether and where the system finds these names depends on the machine.
    for (const name of ['localhost.', hostname(), 'ip6-localhost', 'a.localhost']) {
      await using linekeeper = withWebhook(`http://${name}:${listeners.port}/`);
      expect(await linekeeper.call()).not.toBe('PLATFORM');
    }
    expect(listeners.connections).toBe(0);
  });

  it("isn't connected to at a name whose addresses are internal, in part, or from the second look-up on", async () => {
    for (const address of listeners.addresses) {
      const internal = isIP(address) === 4 ? [[address], [`::ffff:${address}`]] : [[address]];
      for (const addresses of [...internal, [PUBLIC, address], [address, PUBLIC]]) {
        await using linekeeper = withWebhook(`http://hook.example:${listeners.port}/`, { lookup: resolver(addresses) });
        expect([addresses, await linekeeper.call()]).toEqual([addresses, 'WEBHOOK_ADDRESS']);
      }
      await using changing = withWebhook(`http://hook.example:${listeners.port}/`, {
        lookup: resolver([PUBLIC], [address]),
      });
      expect([await changing.call(), await changing.call()]).toEqual(['WEBHOOK_UNREACHABLE', 'WEBHOOK_ADDRESS']);
    }
    expect(listeners.connections).toBe(0);
    expect(attempts).toEqual(listeners.addresses.map(() => PUBLIC));
  });

  it("leads nowhere else: an allowed name's redirect, and other names than the allowed one", async () => {
    const redirecting = createServer((_, response) =>
      response.writeHead(307, { location: `http://127.0.0.1:${listeners.port}/` }).end(),
    );
    await new Promise<void>((resolve) => redirecting.listen(0, '127.0.0.1', resolve));
    const { port: redirectPort } = redirecting.address() as { port: number };
    const internalHosts = new Set(['localhost']);
    try {
      await using redirected = withWebhook(`http://localhost:${redirectPort}/`, { internalHosts });
      expect(await redirected.call()).toBe('WEBHOOK_REDIRECT');
      for (const host of ['localhost.', '127.0.0.1', 'localhost@127.0.0.1', 'localhost.example']) {
        const lookUp = resolver(['127.0.0.1']);
        await using other = withWebhook(`http://${host}:${listeners.port}/`, { internalHosts, lookup: lookUp });
        expect([host, await other.call()]).toEqual([host, 'WEBHOOK_ADDRESS']);
      }
    } finally {
      redirecting.closeAllConnections();
      redirecting.close();
    }
    expect(listeners.connections).toBe(0);
  });
});

describe('an address that a company, a caller or a stranger sends', () => {
  it('is never connected to', async () => {
    const address = `http://127.0.0.1:${listeners.port}/`;
    const { voice, phone } = server.clientOf(tenant);
    const json = { authorization: `Bearer ${tenant.token}`, 'content-type': 'application/json' };
    const twilioConfig = Object.fromEntries(
      ['voiceUrl', 'statusCallback', 'webhook', 'fallbackUrl', 'apiBaseUrl'].map((key) => [key, address]),
    );
    const stored = await fetch(`${server.url}/api/organization/info`, {
      method: 'PATCH',
      headers: json,
      body: JSON.stringify({ location: address, twilioConfig }),
    });
    expect(stored.status).toBe(200);
    for (const handling of [
      { kind: 'SIP', address: `sip:desk@127.0.0.1:${listeners.port}` },
      { kind: 'STREAM', address: `wss://127.0.0.1:${listeners.port}/` },
    ] as const) {
      expect(await voice.setHandling.mutate(handling)).toMatchObject({ ok: true });
      expect(await voice.simulateCall.mutate({})).toMatchObject({ outcome: handling.kind });
      const names = ['RecordingUrl', 'StatusCallback', 'Url', 'MediaUrl0', 'ForwardedFrom'];
      const call = callTo(tenant, Object.fromEntries(names.map((name) => [name, address])));
      const forwarded = {
        'x-forwarded-host': `127.0.0.1:${listeners.port}`,
        forwarded: `host="127.0.0.1:${listeners.port}"`,
      };
      const posted = await postCall(server.url, call, { token: tenant.authToken, headers: forwarded });
      expect(posted.status).toBe(200);
    }
    expect(await phone.getInboundNumber.query()).toMatchObject({ phoneNumber: tenant.line });
    const signIn = await fetch(`${server.url}/api/auth/sign-in/email`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        email: `${hex(4)}@company.example`,
        password: 'a wrong password',
        callbackURL: address,
        image: address,
      }),
    });
    expect(signIn.status).toBe(401);
    for (const target of [address, '/', `//127.0.0.1:${listeners.port}/`]) await ask(target);
    for (const head of [`CONNECT 127.0.0.1:${listeners.port} HTTP/1.1`, `GET ${address} HTTP/1.1`]) await send(head);
    expect(listeners.connections).toBe(0);
  });

  /** A request for this target, as to a proxy, with the listener as its host. */
  function ask(target: string): Promise<void> {
    return new Promise((resolve, reject) => {
      request(server.url, { path: target, headers: { host: `127.0.0.1:${listeners.port}` } }, (response) => {
        response.resume().once('end', resolve);
      })
        .on('error', reject)
        .end();
    });
  }

  function send(head: string): Promise<void> {
    const socket = connect(Number(new URL(server.url).port), '127.0.0.1');
    socket.write(`${head}\r\nHost: 127.0.0.1:${listeners.port}\r\nConnection: close\r\n\r\n`);
    return new Promise((resolve) =>
      socket
        .on('error', () => {})
        .once('close', () => resolve())
        .resume(),
    );
  }
});
