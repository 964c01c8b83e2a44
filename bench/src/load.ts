import autocannon from 'autocannon';
import type { Contestant, WordedRequest } from './contestant.ts';
import type { ServerProcess } from './server-process.ts';
import type { Step } from './workload.ts';

const TIMEOUT_SECONDS = 10;

/** The results of one server in one round. */
export interface RoundFigures {
  requests: number;
  seconds: number;
  requestsPerSecond: number;
  /** Wrong answers, broken connections and timeouts. */
  errors: number;
  /** The first wrong answer, for debugging. */
  firstError: string | null;
  /** The time of every answer, in order of arrival. */
  milliseconds: number[];
  /** CPU milliseconds of the server's process per request. Null if the system doesn't provide them. */
  cpuMilliseconds: number | null;
}

interface PlannedRequest {
  step: Step;
  request: WordedRequest;
}

interface LoadOptions {
  contestant: Contestant;
  server: ServerProcess;
  /** The requests that each connection repeats. */
  plans: PlannedRequest[][];
  seconds: number;
}

/** Sends requests, one at a time on each connection, as fast as answers arrive. Checks the meaning of every answer. */
export async function load({ contestant, server, plans, seconds }: LoadOptions): Promise<RoundFigures> {
  let wrong = 0;
  let firstError: string | null = null;
  const judge = (step: Step) => (status: number, body: string) => {
    if (contestant.isRight(step, status, body)) return;
    wrong++;
    firstError ??= `${step.operation} of a number that is ${step.holding}: ${status} ${body.slice(0, 300)}`;
  };
  const requests = plans.map((plan) => plan.map(({ step, request }) => ({ ...request, onResponse: judge(step) })));
  let connection = 0;

  const cpuBefore = await server.cpuSeconds();
  const milliseconds: number[] = [];
  let begin = 0;
  let end = 0;
  const options: autocannon.Options = {
    url: `http://127.0.0.1:${server.port}`,
    connections: plans.length,
    duration: seconds,
    timeout: TIMEOUT_SECONDS,
    sampleInt: 100,
    // Each connection has its own plan. With a shared list, all connections would send the same requests at the same time.
    setupClient: (client) => client.setRequests(requests[connection++] ?? []),
  };
  const { errors, timeouts } = await new Promise<autocannon.Result>((resolve, reject) => {
    const run = autocannon(options, (error, result) => (error ? reject(error) : resolve(result)));
    run.on('start', () => {
      begin = performance.now();
    });
    run.on('response', (_client, _status, _bytes, responseTime) => {
      end = performance.now();
      milliseconds.push(responseTime);
    });
  });
  const cpuAfter = await server.cpuSeconds();

  const took = (end - begin) / 1_000;
  const answers = milliseconds.length;
  if (errors + timeouts > 0) firstError ??= `${errors} broken connections, ${timeouts} timeouts`;
  if (answers === 0) firstError ??= 'no answer';
  return {
    requests: answers,
    seconds: took,
    requestsPerSecond: answers > 0 ? answers / took : 0,
    errors: wrong + errors + timeouts + (answers === 0 ? 1 : 0),
    firstError,
    milliseconds,
    cpuMilliseconds: cpuBefore === null || cpuAfter === null ? null : ((cpuAfter - cpuBefore) * 1_000) / answers,
  };
}
