import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { json } from 'node:stream/consumers';
import { createClient, createLineLookup, faultOf } from '@linekeeper/client';

export interface GatewayOptions {
  /** Linekeeper's API, for example `https://lines.example/trpc`. */
  url: string;
  /** A platform key with the scope `routing:read`. */
  token: string;
}

/**
 * A small voice service that asks Linekeeper which company a call is for: `POST /calls` with `{"to": "+442079460018"}`.
 * Calls in flight share requests. If Linekeeper doesn't answer, no company gets the call.
 */
export function createGateway({ url, token }: GatewayOptions): Server {
  const holderOf = createLineLookup(createClient({ url, token, timeoutMs: 2_000 }));
  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const answer = (status: number, body: unknown) => {
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    };
    if (request.method !== 'POST' || request.url !== '/calls')
      return answer(404, { error: 'Send calls to POST /calls' });
    const call = (await json(request).catch(() => null)) as { to?: unknown } | null;
    if (typeof call?.to !== 'string') return answer(400, { error: 'Send {"to": "+442079460018"}' });
    try {
      const holder = await holderOf(call.to);
      if (!holder) return answer(404, { error: 'Nobody holds this line' });
      return answer(200, { company: holder.tenantName, tenantId: holder.tenantId, timezone: holder.timezone });
    } catch (error) {
      return answer(503, { error: faultOf(error).message });
    }
  }
  return createServer((request, response) => void serve(request, response));
}
