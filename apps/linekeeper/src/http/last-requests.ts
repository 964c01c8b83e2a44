import { once } from 'node:events';
import { Server } from 'node:net';
import { setTimeout as delay, setImmediate as turn } from 'node:timers/promises';
import type { FastifyInstance } from 'fastify';

/** How long a request can be on its way. */
const ON_THE_WAY_MS = 1_000;
/** How long a server can be too busy for a quiet turn of the event loop, and how long such a turn takes. */
const BUSY_MS = 250;
const QUIET_TURN_MS = 0.1;

/**
 * When the server closes, it accepts no connections, but reads what is on its way on those it has. Node would close idle ones at
 * once, and a caller that had just sent a request wouldn't know whether it arrived.
 */
export function lastRequests(app: FastifyInstance): void {
  app.addHook('preClose', async () => {
    await quietTurn();
    const closed = once(app.server, 'close');
    // Without what Node's HTTP server adds: it closes idle connections.
    Server.prototype.close.call(app.server);
    await Promise.race([closed, delay(ON_THE_WAY_MS, undefined, { ref: false })]);
  });
}

/**
 * Each turn of the event loop accepts those who wait to connect. Closing resets those who came since, and a busy turn gives them
 * milliseconds to come. So this waits for a turn in which next to nothing happened.
 */
async function quietTurn(): Promise<void> {
  await turn();
  for (const until = performance.now() + BUSY_MS; performance.now() < until; ) {
    const start = performance.now();
    await turn();
    if (performance.now() - start < QUIET_TURN_MS) return;
  }
}
