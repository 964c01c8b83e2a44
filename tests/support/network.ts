import { connect, createServer, type Server, type Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { freePort } from './free-port.ts';

/**
 * What happens to a reply of the database: it's passed on, passed on after this many milliseconds, withheld with all
 * later ones, or the connection is cut.
 */
export type Fate = 'PASS' | number | 'WITHHOLD' | 'CUT';

/** The network between a server and its database. */
export interface Network {
  /** The database's address through it. */
  url: string;
  /** Closes every connection and refuses new ones. */
  cut(): void;
  /** Keeps connections open and passes nothing on. */
  swallow(): void;
  /** Everything works again, on new connections. */
  restore(): void;
  /** Decides what happens to each reply, in order. Null passes all of them on. */
  judgeReplies(judge: (() => Fate) | null): void;
  close(): Promise<void>;
}

export async function openNetwork(databaseUrl: string): Promise<Network> {
  const target = new URL(databaseUrl);
  const sockets = new Set<Socket>();
  let state: 'OPEN' | 'CUT' | 'SWALLOW' = 'OPEN';
  let judge: (() => Fate) | null = null;

  // Half open, because a frozen machine doesn't answer the end of a connection either.
  const server: Server = createServer({ allowHalfOpen: true }, (near) => {
    if (state === 'CUT') return near.destroy();
    near.on('end', () => state === 'OPEN' && near.end());
    const far = connect(Number(target.port || 5432), target.hostname);
    near.on('data', (data) => state === 'OPEN' && far.write(data));
    passReplies(far, near);
    for (const [from, to] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(from);
      from.setNoDelay(true);
      from.on('close', () => {
        sockets.delete(from);
        to.destroy();
      });
      from.on('error', () => to.destroy());
    }
    return undefined;
  });

  function passReplies(from: Socket, to: Socket): void {
    let withheld = false;
    let before = Promise.resolve();
    from.on('data', (data) => {
      const fate = judge?.() ?? 'PASS';
      before = before.then(async () => {
        if (fate === 'WITHHOLD') withheld = true;
        if (withheld || state !== 'OPEN') return;
        if (typeof fate === 'number') await delay(fate);
        if (fate === 'CUT') to.destroy();
        else to.write(data);
      });
    });
  }

  const port = await freePort();
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  const url = new URL(databaseUrl);
  url.host = `127.0.0.1:${port}`;
  const drop = () => {
    for (const socket of sockets) socket.destroy();
    sockets.clear();
  };
  return {
    url: url.href,
    cut() {
      state = 'CUT';
      drop();
    },
    swallow() {
      state = 'SWALLOW';
    },
    restore() {
      state = 'OPEN';
      judge = null;
      drop();
    },
    judgeReplies(next) {
      judge = next;
    },
    close() {
      drop();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}
