import { once } from 'node:events';
import { createServer } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { startClaims } from './claims.ts';
import { launch, type Process } from './launched.ts';

/** A port must be free this soon after the signal. */
const FREE_MS = 5_000;
const ACKNOWLEDGED = 100;

export interface Way {
  /** The command that starts the server. */
  command: readonly string[];
  cwd: string;
  variables: Record<string, string>;
  /** Ports that the server and its database hold. */
  ports: readonly number[];
  /** A platform key with `tenant:manage`, `tenant:act` and `routing:read`. */
  token: string;
}

export interface Rounds {
  /** How long the ports were held after each signal, in ms. */
  heldMs: number[];
  acknowledged: number;
  /** Acknowledged claims that are gone. */
  lost: string[];
  unanswered: string[];
}

/** Starts the server and sends SIGTERM to a process of its chain under load: each in turn, from the server upwards. */
export async function endInRounds(way: Way, rounds: number): Promise<Rounds> {
  const url = `http://127.0.0.1:${way.ports[0]}`;
  const acknowledged = new Map<string, string>();
  const result: Rounds = { heldMs: [], acknowledged: 0, lost: [], unanswered: [] };
  for (let round = 0; round < rounds; round++) {
    const launched = await launch(way.command, way);
    const chain = launched.chain();
    const victim = chain.reverse()[round % chain.length] as Process;
    const claims = startClaims({ url, token: way.token, from: round * 2_000 });
    while (claims.acknowledged.size < ACKNOWLEDGED) await delay(5);
    process.kill(victim.pid, 'SIGTERM');
    const heldMs = await freeAfter(way.ports);
    await claims.stop();
    if (launched.process.exitCode === null && launched.process.signalCode === null)
      await once(launched.process, 'exit');
    for (const [number, company] of claims.acknowledged) acknowledged.set(number, company);
    result.heldMs.push(heldMs);
    result.unanswered.push(...claims.unanswered.map((why) => `${why}, after SIGTERM to ${victim.command}`));
  }
  const last = await launch(way.command, way);
  result.acknowledged = acknowledged.size;
  result.lost = await lostOf(acknowledged, { url, token: way.token });
  process.kill(last.chain().at(-1)?.pid as number, 'SIGTERM');
  await freeAfter(way.ports);
  return result;
}

/** Returns the milliseconds until every port is free. Throws if a port is held for too long. */
async function freeAfter(ports: readonly number[]): Promise<number> {
  const from = performance.now();
  for (const port of ports) {
    while (!(await isFree(port))) {
      if (performance.now() - from > FREE_MS) throw new Error(`Port ${port} was still held after ${FREE_MS} ms`);
      await delay(20);
    }
  }
  return Math.round(performance.now() - from);
}

async function isFree(port: number): Promise<boolean> {
  const socket = createServer();
  try {
    const failed = once(socket, 'error').then(() => false);
    const listening = new Promise<boolean>((resolve) => socket.listen(port, '127.0.0.1', () => resolve(true)));
    return await Promise.race([failed, listening]);
  } finally {
    await new Promise((resolve) => socket.close(resolve));
  }
}

async function lostOf(acknowledged: Map<string, string>, { url, token }: { url: string; token: string }) {
  const numbers = [...acknowledged.keys()];
  const lost: string[] = [];
  for (let start = 0; start < numbers.length; start += 1_000) {
    const asked = numbers.slice(start, start + 1_000);
    const response = await fetch(`${url}/trpc/phone.resolveMany`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify({ phoneNumbers: asked }),
    });
    const { result } = (await response.json()) as { result: { data: ({ tenantId: string } | null)[] } };
    lost.push(...asked.filter((number, i) => result.data[i]?.tenantId !== acknowledged.get(number)));
  }
  return lost;
}
