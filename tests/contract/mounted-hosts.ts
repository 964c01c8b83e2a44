import type { RequestListener } from 'node:http';
import { type Linekeeper, toNodeHandler } from '@linekeeper/server';
import express from 'express';
import express4 from 'express-4';
import { fastify as Fastify } from 'fastify';
import { mountInFastify } from './docs/fastify.ts';

export const plain = (linekeeper: Linekeeper): RequestListener => {
  const handler = toNodeHandler(linekeeper);
  return (request, response) => void handler(request, response);
};

/** Servers that Linekeeper can be mounted in: the name, the path, and how to mount it. */
export const HOSTS: [string, string, (linekeeper: Linekeeper) => RequestListener][] = [
  ['Express 5', '/linekeeper', (linekeeper) => express().use('/linekeeper', toNodeHandler(linekeeper))],
  [
    'Express 5, after express.json()',
    '/linekeeper',
    (linekeeper) => express().use(express.json()).use('/linekeeper', toNodeHandler(linekeeper)),
  ],
  [
    'Express 5, in a router',
    '/api/v1/lines',
    (linekeeper) => express().use('/api/v1', express.Router().use('/lines', toNodeHandler(linekeeper))),
  ],
  ['Express 5, at its root', '/linekeeper', (linekeeper) => express().use(toNodeHandler(linekeeper))],
  [
    'Express 4, after express.json()',
    '/linekeeper',
    (linekeeper) => express4().use(express4.json()).use('/linekeeper', toNodeHandler(linekeeper)),
  ],
  [
    'Fastify, which parses bodies',
    '/linekeeper',
    (linekeeper) => {
      const app = Fastify();
      mountInFastify(app, linekeeper);
      const ready = app.ready();
      return (request, response) => void ready.then(() => app.routing(request, response));
    },
  ],
  ['plain http', '/linekeeper', plain],
];
