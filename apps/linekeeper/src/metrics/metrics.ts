import type { Database } from '@linekeeper/core';
import type { OnOutcome } from '@linekeeper/server';
import type { FastifyInstance } from 'fastify';
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { AnsweredRequest } from '../http/door-server.ts';

/** What the server counts for Prometheus. No label holds a number, a tenant, a key or a path that a client chose. */
export interface Metrics {
  onOutcome: OnOutcome;
  onAnswer: (answered: AnsweredRequest) => void;
  /** Counts the other requests of an instance. `doors`: its routes as "METHOD /path"; everything else is the dashboard's. */
  watch(app: FastifyInstance, doors: () => readonly string[]): void;
  contentType: string;
  /** Everything in the text format of Prometheus. */
  read(): Promise<string>;
}

/** The upper ends of the durations that are counted, in seconds. */
const SECONDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];
const REQUEST_LABELS = ['door', 'method', 'status'] as const;
/** What claims a line. Other procedures can answer PHONE_TAKEN too, but they only look. */
const CLAIMS = new Set(['phone.setInboundNumber', 'organization.update']);

export function createMetrics(db: Pick<Database, 'poolUse'>): Metrics {
  const registry = new Registry();
  const registers = [registry];
  // Also the lag of the event loop.
  collectDefaultMetrics({ register: registry });
  const requests = new Counter({
    name: 'linekeeper_http_requests_total',
    help: 'Answered requests, by route (door), method and status class',
    labelNames: REQUEST_LABELS,
    registers,
  });
  const durations = new Histogram({
    name: 'linekeeper_http_request_duration_seconds',
    help: 'From the arrival of the headers to the end of the answer',
    labelNames: ['door'] as const,
    buckets: SECONDS,
    registers,
  });
  const outcomes = new Counter({
    name: 'linekeeper_outcomes_total',
    help: 'Answers of procedures: ok, the code of a refusal like PHONE_TAKEN, or the code of a fault',
    labelNames: ['procedure', 'code'] as const,
    registers,
  });
  const lost = new Counter({
    name: 'linekeeper_claims_lost_total',
    help: 'Claims that were refused because the line belongs to another tenant or is reserved for others',
    registers,
  });
  new Gauge({
    name: 'linekeeper_database_connections',
    help: 'Connections in the pool: total and idle. waiting: callers that wait for a connection',
    labelNames: ['state'] as const,
    registers,
    collect() {
      for (const [state, count] of Object.entries(db.poolUse())) this.set({ state }, count);
    },
  });
  function onAnswer({ door, method, status, ms }: AnsweredRequest): void {
    requests.inc({ door, method, status: `${Math.floor(status / 100)}xx` });
    durations.observe({ door }, ms / 1_000);
  }
  return {
    onAnswer,
    onOutcome(procedure, code) {
      outcomes.inc({ procedure, code });
      if (code === 'PHONE_TAKEN' && CLAIMS.has(procedure)) lost.inc();
    },
    watch(app, doors) {
      let paths: Set<string> | undefined;
      app.addHook('onResponse', async (request, reply) => {
        paths ??= new Set(doors().map((route) => route.slice(route.indexOf(' ') + 1)));
        const path = request.routeOptions.url;
        const door = path !== undefined && paths.has(path) ? path : 'dashboard or none';
        onAnswer({ door, method: request.method, status: reply.statusCode, ms: reply.elapsedTime });
      });
    },
    contentType: registry.contentType,
    read: () => registry.metrics(),
  };
}
