import { appRouter } from '@linekeeper/core';
import { Validator } from '@seriousme/openapi-schema-validator';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type AnswerReader, createAnswerReader } from '../support/documented-answer.ts';
import { createPerson, type TestPerson } from '../support/test-people.ts';
import { startTestServer, type TestServer } from '../support/test-server.ts';
import { callResponse, callTo, createVoiceTenants, type VoiceTenant } from '../support/voice.ts';

interface Document {
  openapi: string;
  info: { description: string };
  webhooks: Record<string, { post: { requestBody: object } }>;
  paths: Record<
    string,
    Record<string, { operationId: string; requestBody?: object; responses: Record<string, unknown> }>
  >;
  components: { schemas: Record<string, { oneOf?: unknown[] }>; securitySchemes: Record<string, unknown> };
}

/** What isn't a procedure. */
const OTHER_PATHS = [
  '/api/call-handling',
  '/api/organization/info',
  '/webhooks/twilio/status',
  '/webhooks/twilio/voice',
];

let server: TestServer;
let person: TestPerson;
let read: AnswerReader;
let text: string;
let document: Document;
beforeAll(async () => {
  server = await startTestServer({ LINEKEEPER_NUMBERS_PER_HOUR: '7' });
  person = await createPerson(server.db);
  read = await createAnswerReader(server.url);
  text = await (await fetch(`${server.url}/openapi.json`)).text();
  document = JSON.parse(text);
});
afterAll(() => server[Symbol.asyncDispose]());

/** The routes, without Twilio's addresses that end in a slash, which have the same handlers as those without it. */
const withoutSlashes = () =>
  server.routes.filter((route) => !(route.endsWith('/') && server.routes.includes(route.slice(0, -1))));

describe('GET /openapi.json', () => {
  it('is a document of OpenAPI 3.1 that a validator accepts', async () => {
    const validator = new Validator();
    expect(await validator.validate(JSON.parse(text))).toEqual({ valid: true });
    expect(validator.version).toBe('3.1');
  });

  it("isn't accepted with a planted mistake", async () => {
    const wrong = { ...document, paths: { ...document.paths, 'no/slash': { get: { responses: {} } } } };
    expect(await new Validator().validate(wrong)).toMatchObject({ valid: false });
  });

  it('is public and cacheable', async () => {
    const { headers, status } = await fetch(`${server.url}/openapi.json`);
    expect([status, headers.get('content-type')]).toEqual([200, 'application/json; charset=utf-8']);
    expect(headers.get('cache-control')).toBe('public, max-age=300');
    expect(headers.get('access-control-allow-origin')).toBe('*');
    const again = await fetch(`${server.url}/openapi.json`, {
      headers: { 'if-none-match': headers.get('etag') ?? '' },
    });
    expect([again.status, await again.text()]).toEqual([304, '']);
  });

  it('has every procedure of the router, with POST, and every other address of the API', () => {
    const names = Object.keys(appRouter._def.procedures);
    expect(Object.keys(document.paths).sort()).toEqual(
      [...OTHER_PATHS, ...names.map((name) => `/trpc/${name}`)].sort(),
    );
    for (const name of names) expect(Object.keys(document.paths[`/trpc/${name}`] ?? {})).toEqual(['post']);
    expect(document.paths['/trpc/phone.setInboundNumber']?.post?.requestBody).toBeDefined();
    expect(document.paths['/trpc/phone.getInboundNumber']?.post?.requestBody).toBeUndefined();
  });

  it('has every route except those that its description lists', () => {
    const notDocumented =
      /^(HEAD|OPTIONS) | \/(healthz|readyz|openapi\.json|api\/(auth|invitation|session)\/.*|trpc\/\*)$/;
    const routes = withoutSlashes().filter((route) => !notDocumented.test(route));
    expect(routes.sort()).toEqual(
      // Every method has a route; those that aren't documented are answered with 405.
      ['DELETE', 'GET', 'PATCH', 'POST', 'PUT']
        .flatMap((method) => OTHER_PATHS.map((path) => `${method} ${path}`))
        .sort(),
    );
  });

  it('lists the beginning of every route that it leaves out, and no other', () => {
    const described = [...OTHER_PATHS, '/trpc/*', '/openapi.json'];
    const leftOut = withoutSlashes()
      .map((route) => route.split(' ')[1] ?? '')
      .filter((path) => !described.includes(path))
      .map((path) => (path.startsWith('/api/') ? path.split('/').slice(0, 3).join('/') : path));
    const [, omissions = ''] = document.info.description.split("doesn't describe");
    const named = [...omissions.matchAll(/\/[a-z/-]+/g)].map(([path]) => path);
    expect(named.sort()).toEqual([...new Set(leftOut)].sort());
  });

  it('has the error unions, every status of the REST address and both kinds of authentication', () => {
    const { schemas, securitySchemes } = document.components;
    expect(JSON.stringify(schemas.OrganizationRefusal?.oneOf)).toContain('"const":"PHONE_TAKEN"');
    expect(schemas.PhoneError?.oneOf).toEqual([
      { $ref: '#/components/schemas/PhoneTaken' },
      { $ref: '#/components/schemas/PhoneInvalid' },
    ]);
    const { get, patch } = document.paths['/api/organization/info'] ?? {};
    expect(Object.keys(get?.responses ?? {}).map(Number)).toEqual([200, 401, 403, 500, 503]);
    expect(Object.keys(patch?.responses ?? {}).map(Number)).toEqual([200, 400, 401, 403, 409, 413, 415, 429, 500, 503]);
    expect(securitySchemes).toMatchObject({
      bearer: { type: 'http', scheme: 'bearer' },
      cookie: { type: 'apiKey', in: 'cookie', name: 'linekeeper.session_token' },
    });
  });
});

describe('an answer of a procedure', () => {
  const call = async (name: string, body: unknown, headers: Record<string, string> = {}) => {
    const response = await fetch(`${server.url}/trpc/${name}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${person.token}`, ...headers },
      ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    return (await read('POST', `/trpc/${name}`, response)).status;
  };

  it('is as documented, even if it is a fault', async () => {
    const other = await createPerson(server.db);
    const viewer = await createPerson(server.db, { role: 'member' });
    await server.clientOf(other).phone.setInboundNumber.mutate({ phoneNumber: '+442079460018' });
    const set = 'phone.setInboundNumber';
    expect(await call('session.get', undefined)).toBe(200);
    expect(await call('phone.getInboundNumber', undefined)).toBe(200);
    expect(await call(set, { phoneNumber: '+1 415 523 8886' })).toBe(200);
    expect(await call(set, { phoneNumber: '+442079460018' })).toBe(200);
    expect(await call(set, { phoneNumber: '+442079460018 ext. 42' })).toBe(200);
    expect(await call('phone.getInboundNumber', undefined)).toBe(200);
    expect(await call('phone.checkAvailability', { phoneNumber: '+1 415 523 8886' })).toBe(200);
    expect(await call('phone.releaseInboundNumber', {})).toBe(200);
    expect(await call('apiKey.create', { name: 'a key', scopes: ['inboundNumber:read'] })).toBe(200);
    expect(await call('apiKey.list', undefined)).toBe(200);
    expect(await call('apiKey.revoke', { id: crypto.randomUUID() })).toBe(200);
    expect(await call('member.list', undefined)).toBe(200);
    expect(await call('member.remove', { id: crypto.randomUUID() })).toBe(200);
    expect(await call('member.endSessions', { id: crypto.randomUUID() })).toBe(200);
    expect(await call('invitation.list', undefined)).toBe(200);
    expect(await call('invitation.withdraw', { id: crypto.randomUUID() })).toBe(200);
    expect(await call(set, { phoneNumber: 5 })).toBe(400);
    expect(await call(set, '{')).toBe(400);
    expect(await call(set, { phoneNumber: '+1' }, { authorization: 'Bearer none' })).toBe(401);
    expect(await call(set, { phoneNumber: '+1' }, { authorization: `Bearer ${viewer.token}` })).toBe(403);
    const foreign = { cookie: `linekeeper.session_token=${person.token}`, origin: 'https://evil.example' };
    expect(await call(set, { phoneNumber: '+1' }, foreign)).toBe(403);
    expect(await call(set, `"${'x'.repeat(70_000)}"`)).toBe(413);
    expect(await call(set, '{}', { 'content-type': 'text/plain' })).toBe(415);
    const statuses = [];
    for (let i = 0; i < 4; i++)
      statuses.push(await call('phone.checkAvailability', { phoneNumber: `+1415523${1000 + i}` }));
    expect(statuses).toContain(429);
  });
});

describe('the addresses of calls', () => {
  it('are described, with the signature of Twilio and the webhook of the platform', () => {
    const { paths, webhooks, components } = document;
    expect(components.securitySchemes.twilio).toMatchObject({ in: 'header', name: 'X-Twilio-Signature' });
    for (const path of ['/webhooks/twilio/voice', '/webhooks/twilio/status']) {
      expect(Object.keys(paths[path] ?? {})).toEqual(['post']);
      expect(paths[path]?.post).toMatchObject({ security: [{ twilio: [] }] });
    }
    expect(Object.keys(paths['/webhooks/twilio/voice']?.post?.responses ?? {})).not.toContain('503');
    expect(JSON.stringify(webhooks.voice?.post)).toContain('TenantId');
  });

  it('answer as documented', async () => {
    const [tenant] = (await createVoiceTenants(server, 1, { firstLine: 442079460500, country: 'GB' })) as [VoiceTenant];
    const path = '/api/call-handling';
    const handle = async (method: string, body?: unknown, token = tenant.token) => {
      const sent = body === undefined ? undefined : JSON.stringify(body);
      const response = await fetch(`${server.url}${path}`, {
        method,
        headers: { authorization: `Bearer ${token}`, ...(sent && { 'content-type': 'application/json' }) },
        ...(sent && { body: sent }),
      });
      return (await read(method, path, response, sent)).status;
    };
    expect(await handle('GET')).toBe(200);
    for (const handling of [
      { kind: 'FORWARD', phoneNumber: '020 7946 0018' },
      { kind: 'SIP', address: 'sip:desk@pbx.example' },
      { kind: 'STREAM', address: 'wss://media.example/in' },
      { kind: 'GREETING', message: 'Hello', language: 'en-GB' },
    ]) {
      expect(await handle('PUT', handling)).toBe(200);
      expect(await handle('GET')).toBe(200);
    }
    expect(await handle('PUT', { kind: 'FORWARD', phoneNumber: '+33142685300' })).toBe(422);
    expect(await handle('PUT', { kind: 'FORWARD', phoneNumber: '1' })).toBe(422);
    expect(await handle('PUT', { kind: 'PLATFORM' })).toBe(422);
    expect(await handle('PUT', { kind: 'OTHER' })).toBe(400);
    expect(await handle('GET', undefined, 'nobody')).toBe(401);

    const post = async (path_: string, options: Parameters<typeof callResponse>[2]) =>
      (await read('POST', path_, await callResponse(server.url, callTo(tenant), { ...options, path: path_ }))).status;
    const headers = { 'content-type': 'application/json' };
    for (const path_ of ['/webhooks/twilio/voice', '/webhooks/twilio/status']) {
      expect(await post(path_, {})).toBe(403);
      expect(await post(path_, { token: tenant.authToken, headers })).toBe(415);
    }
    expect(await post('/webhooks/twilio/voice', { token: tenant.authToken })).toBe(200);
  });
});
