import type { OrganizationAnswer, OrganizationRefusal } from '@linekeeper/contract';
import { createAnswerReader } from './documented-answer.ts';

export const ORGANIZATION_PATH = '/api/organization/info';

/** An answer of the REST endpoint that the document allows. */
export interface OrganizationReply {
  status: number;
  headers: Headers;
  body: OrganizationAnswer | OrganizationRefusal;
}

/** Who sends it: a bearer token, other headers, or nobody. */
export interface Sender {
  token?: string;
  headers?: Record<string, string>;
}

/** The REST door over a socket, every answer checked against `/openapi.json`. */
export interface OrganizationDoor {
  get(sender: Sender): Promise<OrganizationReply>;
  /** A text is sent as it is. */
  patch(sender: Sender, body: unknown): Promise<OrganizationReply>;
  send(method: string, sender: Sender, body?: string): Promise<OrganizationReply>;
}

export async function openOrganizationDoor(url: string): Promise<OrganizationDoor> {
  const read = await createAnswerReader(url);
  const send: OrganizationDoor['send'] = async (method, { token, headers }, body) => {
    const response = await fetch(`${url}${ORGANIZATION_PATH}`, {
      method,
      headers: {
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...(token !== undefined && { authorization: `Bearer ${token}` }),
        ...headers,
      },
      ...(body !== undefined && { body }),
    });
    return (await read(method, ORGANIZATION_PATH, response, body)) as OrganizationReply;
  };
  return {
    send,
    get: (sender) => send('GET', sender),
    patch: (sender, body) => send('PATCH', sender, typeof body === 'string' ? body : JSON.stringify(body)),
  };
}
