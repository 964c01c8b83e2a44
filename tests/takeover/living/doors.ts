import jwt from 'jsonwebtoken';
import { JWT_SECRET } from './legacy-product.ts';

/** An answer of the legacy product or of Linekeeper. */
export interface Reply {
  status: number;
  text: string;
}

export const tokenOf = (organizationId: string) =>
  jwt.sign({ sub: `user-${organizationId}`, organizationId }, JWT_SECRET, { expiresIn: '1h' });
const INFO = '/api/organization/info';

/** A person of a company at the legacy product. */
export function legacyDoor(url: string) {
  const send = (method: string, path: string, id: string | null, body?: unknown) =>
    call(`${url}${path}`, method, id === null ? null : tokenOf(id), body);
  return {
    signIn: (email: string, password: string) => send('POST', '/api/auth/login', null, { email, password }),
    register: (company: string, email: string) =>
      send('POST', '/api/auth/register', null, { company, email, password: 'x', country: 'US' }),
    get: (id: string) => send('GET', INFO, id),
    patch: (id: string, body: unknown) => send('PATCH', INFO, id, body),
    remove: (id: string) => send('DELETE', '/api/organization', id),
    /** Twilio's webhook. The company that the call goes to. */
    async call(line: string): Promise<Reply & { company: string | null }> {
      const reply = await send('POST', '/voice/inbound', null, { To: line });
      return { ...reply, company: /sip:(.+)@/.exec(reply.text)?.[1] ?? null };
    },
  };
}

/** The same person at Linekeeper's REST endpoint, with the same token. */
export function linekeeperDoor(url: () => string) {
  return {
    get: (id: string) => call(`${url()}${INFO}`, 'GET', tokenOf(id)),
    patch: (id: string, body: unknown) => call(`${url()}${INFO}`, 'PATCH', tokenOf(id), body),
  };
}

export type LegacyDoor = ReturnType<typeof legacyDoor>;
export type LinekeeperDoor = ReturnType<typeof linekeeperDoor>;

async function call(url: string, method: string, token: string | null, body?: unknown): Promise<Reply> {
  const response = await fetch(url, {
    method,
    headers: {
      ...(token !== null && { authorization: `Bearer ${token}` }),
      ...(body !== undefined && { 'content-type': 'application/json' }),
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  return { status: response.status, text: await response.text() };
}
