import { createHmac, randomBytes } from 'node:crypto';
import { FALLBACK_TWIML } from '@linekeeper/core';
import { createPeople, type TestPeopleOptions, type TestPerson } from './test-people.ts';
import type { TestServer } from './test-server.ts';

/** A company that holds a line and has an account at the provider. */
export interface VoiceTenant extends TestPerson {
  line: string;
  accountSid: string;
  authToken: string;
}

export const hex = (bytes: number) => randomBytes(bytes).toString('hex');
export const newCallSid = () => `CA${hex(16)}`;

/** Companies with lines from `firstLine` on. `handling` says how their calls are handled. */
export async function createVoiceTenants(
  { db }: Pick<TestServer, 'db'>,
  count: number,
  { firstLine, handling = null, ...people }: TestPeopleOptions & { firstLine: number; handling?: unknown },
): Promise<VoiceTenant[]> {
  const tenants = (await createPeople(db, count, people)).map((person, i) => ({
    ...person,
    line: `+${firstLine + i}`,
    accountSid: `AC${hex(16)}`,
    authToken: hex(16),
  }));
  await db.sql(
    `WITH given AS (SELECT * FROM unnest($1::text[], $2::text[], $3::text[], $4::text[]) AS g (id, line, sid, token)),
     lines AS (INSERT INTO linekeeper.lines (e164, tenant_id) SELECT line, id FROM given)
     UPDATE linekeeper.tenants t
     SET twilio_config = jsonb_build_object('accountSid', sid, 'authToken', token), call_handling = $5
     FROM given WHERE given.id = t.id`,
    [
      tenants.map(({ tenantId }) => tenantId),
      tenants.map(({ line }) => line),
      tenants.map(({ accountSid }) => accountSid),
      tenants.map(({ authToken }) => authToken),
      handling === null ? null : JSON.stringify(handling),
    ],
  );
  return tenants;
}

/** The signature by the provider's own description: the address, then each name and value in the order of the names. */
export function twilioSignature(token: string, url: string, parameters: Record<string, string>): string {
  const text = Object.keys(parameters)
    .sort()
    .map((name) => `${name}${parameters[name]}`)
    .join('');
  return createHmac('sha1', token).update(`${url}${text}`).digest('base64');
}

/** A call as the provider would report it. */
export function callTo(
  { line, accountSid }: Pick<VoiceTenant, 'line' | 'accountSid'>,
  more: Record<string, string> = {},
): Record<string, string> {
  const call = { CallStatus: 'ringing', Direction: 'inbound', From: '+15005550006', CallerName: "O'Neil & söhne" };
  return { ...call, AccountSid: accountSid, CallSid: newCallSid(), To: line, ...more };
}

export interface Posted {
  status: number;
  type: string | null;
  body: string;
}

/**
 * The same, asked again as long as the fallback comes. On a busy machine the database can take longer than a caller waits, and
 * then everybody hears the fallback, which routes nothing.
 */
export async function postUntilDecided(...call: Parameters<typeof postCall>): Promise<Posted> {
  for (;;) {
    const answer = await postCall(...call);
    if (answer.body !== FALLBACK_TWIML) return answer;
  }
}

/** The same call with GET. Its parameters are in the address, which alone is signed. */
export async function getCall(
  url: string,
  parameters: Record<string, string>,
  { token, path = '/webhooks/twilio/voice', publicUrl = url.replace('127.0.0.1', 'localhost') }: CallOptions,
): Promise<Response> {
  const pathAndQuery = `${path}?${new URLSearchParams(parameters)}`;
  const signature = token && twilioSignature(token, publicUrl + pathAndQuery, {});
  return fetch(url + pathAndQuery, { headers: { ...(signature && { 'x-twilio-signature': signature }) } });
}

interface CallOptions {
  /** Signs the call, over the server's public address. */
  token?: string;
  signature?: string;
  path?: string;
  publicUrl?: string;
  headers?: Record<string, string>;
}

/** Sends a call to a webhook of the server. */
export async function postCall(...call: Parameters<typeof callResponse>): Promise<Posted> {
  const response = await callResponse(...call);
  return { status: response.status, type: response.headers.get('content-type'), body: await response.text() };
}

export function callResponse(
  url: string,
  parameters: Record<string, string>,
  {
    token,
    signature,
    path = '/webhooks/twilio/voice',
    publicUrl = url.replace('127.0.0.1', 'localhost'),
    headers = {},
  }: CallOptions,
): Promise<Response> {
  const signed = signature ?? (token === undefined ? undefined : twilioSignature(token, publicUrl + path, parameters));
  return fetch(`${url}${path}`, {
    method: 'POST',
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      ...(signed !== undefined && { 'x-twilio-signature': signed }),
      ...headers,
    },
    body: new URLSearchParams(parameters).toString(),
  });
}
