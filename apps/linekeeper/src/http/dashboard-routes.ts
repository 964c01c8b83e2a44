import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import fastifyStatic from '@fastify/static';
import { httpFault } from '@linekeeper/server';
import type { FastifyInstance } from 'fastify';

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
    const wantsPage = request.method === 'GET' && !/^\/(api|trpc|webhooks|assets)(\/|$)/.test(request.url);
    if (wantsPage) return reply.header('cache-control', 'no-cache').sendFile('index.html');
    return reply.code(404).send(httpFault(404));
  });
}
