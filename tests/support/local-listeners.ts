import { createServer, type Server } from 'node:http';
import { networkInterfaces } from 'node:os';
import { freePort } from './free-port.ts';

const PRIVATE = /^(?:10\.|192\.168\.|192\.0\.2\.|172\.(?:1[6-9]|2\d|3[01])\.|f[cd])/;

/** A listener on each internal address of this machine, all on one port. */
export interface LocalListeners {
  port: number;
  addresses: readonly string[];
  /** How many connections they got, even without a request. */
  connections: number;
  close(): void;
}

/** Listens on the loopback addresses and on the private addresses of the network, as far as this machine has them. */
export async function listenLocally(): Promise<LocalListeners> {
  const ofNetwork = Object.values(networkInterfaces())
    .flatMap((addresses = []) => addresses)
    .filter(({ address, internal }) => !internal && PRIVATE.test(address))
    .map(({ address }) => address);
  const servers: Server[] = [];
  const addresses: string[] = [];
  const listeners = {
    port: await freePort(),
    addresses,
    connections: 0,
    close() {
      for (const server of servers) {
        server.closeAllConnections();
        server.close();
      }
    },
  };
  for (const address of new Set(['127.0.0.1', '127.0.0.2', '::1', ...ofNetwork])) {
    const server = createServer((_, response) => response.end('<Response/>'));
    server.on('connection', () => {
      listeners.connections += 1;
    });
    const listens = await new Promise<boolean>((resolve) => {
      server.once('error', () => resolve(false)).listen(listeners.port, address, () => resolve(true));
    });
    if (!listens) continue;
    servers.push(server);
    addresses.push(address);
  }
  return listeners;
}
