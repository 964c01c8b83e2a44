import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import fastifyStatic from '@fastify/static';
import { httpFault } from '@linekeeper/server';
import type { FastifyInstance, FastifyRequest } from 'fastify';

export const DASHBOARD_DIR = fileURLToPath(new URL('../../dashboard', import.meta.url));

/** The built dashboard at `/`. Routing happens in the browser, so every path that isn't a file gets the page. */
export async function dashboardRoutes(app: FastifyInstance, root = DASHBOARD_DIR): Promise<void> {
  if (!existsSync(join(root, 'index.html'))) {
    app.log.warn('The dashboard is not built; run `pnpm build`');
    app.setNotFoundHandler((_request, reply) => reply.code(404).send(httpFault(404)));
    return;
  }
  await app.register(fastifyStatic, {
    root,
    wildcard: false,
    // The build writes a .br and a .gz next to each file that gets smaller.
    preCompressed: true,
    setHeaders: (response, path) => {
      // Files in assets/ have a hash of their content in the name.
      const forever = path.includes('/assets/');
      response.header('cache-control', forever ? 'public, max-age=31536000, immutable' : 'no-cache');
    },
  });
  app.setNotFoundHandler((request, reply) => {
    if (isNavigation(request) && !/^\/(api|trpc|webhooks|assets)(\/|$)/.test(request.url))
      return reply.header('cache-control', 'no-cache').sendFile('index.html');
    return reply.code(404).send(httpFault(404));
  });
}

/** Whether a browser opens a page. Programs that ask for an address that isn't there get a 404, not a page. */
function isNavigation({ method, headers }: FastifyRequest): boolean {
  const { accept = '', 'sec-fetch-mode': mode } = headers;
  return method === 'GET' && (mode === undefined ? accept.includes('text/html') : mode === 'navigate');
}
