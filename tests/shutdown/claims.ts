import { setTimeout as delay } from 'node:timers/promises';

const WORKERS = 16;
const AREAS = ['202', '212', '213', '305', '310', '312', '404', '415', '503', '617'];

/** A platform that claims numbers for new companies, as fast as it can. */
export interface Claims {
  /** Every number that the server said is claimed, and its company. */
  acknowledged: Map<string, string>;
  /** Why requests that had reached the server got no answer. */
  unanswered: string[];
  /** Answers that aren't 200. */
  refused: string[];
  /** Ends when every request has been answered or has failed. */
  stop(): Promise<void>;
}

/** `from`: the count of numbers that earlier rounds used. */
export function startClaims({ url, token, from }: { url: string; token: string; from: number }): Claims {
  const acknowledged = new Map<string, string>();
  const unanswered: string[] = [];
  const refused: string[] = [];
  let next = from;
  let isOver = false;
  const call = async (procedure: string, tenant: string, input: unknown) => {
    const headers = {
      authorization: `Bearer ${token}`,
      'linekeeper-tenant': tenant,
      'content-type': 'application/json',
    };
    const response = await fetch(`${url}/trpc/${procedure}`, { method: 'POST', headers, body: JSON.stringify(input) });
    const text = await response.text();
    if (!response.ok) refused.push(`${response.status} ${text}`);
    return { ok: response.ok, text };
  };
  const work = async () => {
    while (!isOver) {
      const i = next++;
      const tenant = `company-${i}`;
      const number = numberOf(i);
      try {
        await call('tenant.create', tenant, { id: tenant, name: tenant });
        const { ok, text } = await call('phone.setInboundNumber', tenant, { phoneNumber: number });
        if (ok && text.includes(`"ok":true`)) acknowledged.set(number, tenant);
      } catch (error) {
        const { code, syscall, message } = ((error as Error).cause ?? error) as NodeJS.ErrnoException;
        // The port is closed already, or was closed while connecting. Nothing was sent.
        if (syscall !== 'connect') unanswered.push(`${code} ${message}`);
        await delay(20);
      }
    }
  };
  const working = Array.from({ length: WORKERS }, work);
  return {
    acknowledged,
    unanswered,
    refused,
    async stop() {
      isOver = true;
      await Promise.all(working);
    },
  };
}

/** A different valid number for each `i`. */
function numberOf(i: number): string {
  const line = String(i % 10_000).padStart(4, '0');
  return `+1${AREAS[Math.floor(i / 10_000) % AREAS.length]}523${line}`;
}
