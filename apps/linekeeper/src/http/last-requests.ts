import { once } from 'node:events';
import { Server } from 'node:net';
import { setTimeout as delay, setImmediate as turn } from 'node:timers/promises';
import type { FastifyInstance } from 'fastify';

/** How long a request can be on its way. */
const ON_THE_WAY_MS = 1_000;

/**
 * When the server closes, it accepts no connections, but reads what is on its way on those it has. Node would close idle ones at
 * once, and a caller that had just sent a request wouldn't know whether it arrived.
 */
export function lastRequests(app: FastifyInstance): void {
  app.addHook('preClose', async () => {
    // A whole turn of the event loop, which accepts those who wait to connect. Closing would reset them.
    await turn();
    await turn();
    const closed = once(app.server, 'close');
    // Without what Node's HTTP server adds: it closes idle connections.
    Server.prototype.close.call(app.server);
    await Promise.race([closed, delay(ON_THE_WAY_MS, undefined, { ref: false })]);
  });
}
