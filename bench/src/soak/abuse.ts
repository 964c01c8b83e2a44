import { connect } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import type { Owner } from './company.ts';
import { steadily } from './steady.ts';

/** The answers to the abusers: how often each status, and the ones that are forbidden. */
export interface AbuseReport {
  answers: Record<string, Record<string, number>>;
  /** 5xx other than 503 with Retry-After. */
  badAnswers: string[];
}

interface Attack {
  path: string;
  method?: string;
  headers?: Record<string, string>;
  body?: string;
}

const JSON_BODY = { 'content-type': 'application/json' };
const DEEP = `${'['.repeat(30_000)}${']'.repeat(30_000)}`;
const LARGE = JSON.stringify({ phoneNumber: '1'.repeat(3_000_000) });
/** Many settings whose names look like secrets, up to the size limit. */
const SETTINGS = Object.fromEntries(Array.from({ length: 12 }, (_, i) => [`${'token'.repeat(150)}sid${i}`, 'x']));
const LISTS = Array.from({ length: 10 }, () => 'apiKey.list').join(',');

/** Each kind of abuse by its name. The tenant's are made with its session, the rest by one anonymous address. */
function attacksOf({ headers }: Owner): Record<string, (i: number) => Attack> {
  return {
    'wrong passwords': (i) => ({
      path: '/api/auth/sign-in/email',
      headers: JSON_BODY,
      body: JSON.stringify({ email: `nobody${i}@company.example`, password: 'a wrong password' }),
    }),
    'new keys': (i) => ({
      path: '/trpc/apiKey.create',
      headers,
      body: JSON.stringify({ name: `Key ${i}`, scopes: ['inboundNumber:read'] }),
    }),
    lists: () => ({ path: '/trpc/apiKey.list', headers, body: '{}' }),
    'batches of lists': () => ({
      path: `/trpc/${LISTS}?batch=1`,
      headers,
      body: JSON.stringify(Object.fromEntries(Array.from({ length: 10 }, (_, i) => [i, {}]))),
    }),
    'large settings': (i) => ({
      path: '/api/organization/info',
      headers,
      ...(i % 2 === 0 ? { method: 'PATCH', body: JSON.stringify({ twilioConfig: SETTINGS }) } : { method: 'GET' }),
    }),
    'numbers of others': (i) => ({
      path: '/trpc/phone.checkAvailability',
      headers,
      body: JSON.stringify({ phoneNumber: `+1415523${1000 + (i % 9000)}` }),
    }),
    'deep JSON': (i) => ({
      path: i % 2 === 0 ? '/trpc/phone.checkAvailability' : '/api/auth/sign-in/email',
      headers: JSON_BODY,
      body: i % 2 === 0 ? DEEP : `{"email":${DEEP},"password":"a wrong password"}`,
    }),
    'oversize bodies': () => ({ path: '/trpc/phone.checkAvailability', headers, body: LARGE }),
  };
}

/** All kinds of abuse at once, each at the same rate. */
export async function abuse(url: string, owner: Owner, perSecond: number, seconds: number): Promise<AbuseReport> {
  const report: AbuseReport = { answers: {}, badAnswers: [] };
  const until = performance.now() + seconds * 1_000;
  const note = (kind: string, answer: string) => {
    report.answers[kind] ??= {};
    const counts = report.answers[kind];
    counts[answer] = (counts[answer] ?? 0) + 1;
  };
  const kinds = Object.entries(attacksOf(owner)).map(([kind, attack]) =>
    steadily(perSecond, until, async (i) => {
      const { path, ...request } = attack(i);
      try {
        const signal = AbortSignal.timeout(30_000);
        const response = await fetch(url + path, { method: 'POST', ...request, signal });
        await response.text();
        note(kind, String(response.status));
        const documented = response.status === 503 && response.headers.has('retry-after');
        if (response.status >= 500 && !documented) report.badAnswers.push(`${kind}: ${response.status}`);
      } catch {
        // The server closes a connection whose body it refuses, even while it is still being sent.
        note(kind, 'closed');
      }
    }),
  );
  const slow = steadily(perSecond, until, async () => note('slow bodies', await sendSlowly(url, until)));
  await Promise.all([...kinds, slow]);
  return report;
}

/**
 * Sends a body of 1,000 bytes one byte a second until the server closes the connection; Returns the server's first
 * answer.
 */
async function sendSlowly(url: string, until: number): Promise<string> {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname);
  let answer = '';
  socket.on('data', (chunk) => {
    answer += String(chunk);
  });
  socket.on('error', () => {});
  socket.write(
    `POST /trpc/phone.getInboundNumber HTTP/1.1\r\nHost: ${hostname}\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n`,
  );
  while (!socket.destroyed && performance.now() < until) {
    await delay(1_000);
    socket.write(' ');
  }
  socket.destroy();
  return /^HTTP\/1\.1 (\d+)/.exec(answer)?.[1] ?? 'closed';
}
