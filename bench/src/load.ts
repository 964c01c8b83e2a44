import autocannon from 'autocannon';
import type { Contestant, WordedRequest } from './contestant.ts';
import type { ServerProcess } from './server-process.ts';
import type { Step } from './workload.ts';

const TIMEOUT_SECONDS = 10;

/** What one side did in one round. */
export interface RoundFigures {
  requests: number;
  seconds: number;
  requestsPerSecond: number;
  /** Wrong answers, broken connections and timeouts. */
  errors: number;
  /** The first wrong answer, for the one who looks into it. */
  firstError: string | null;
  /** Of every answer, in order of arrival. */
  milliseconds: number[];
  /** Processor milliseconds of the server's process for each request; null if the system doesn't say. */
  cpuMilliseconds: number | null;
}

interface PlannedRequest {
  step: Step;
  request: WordedRequest;
}

interface LoadOptions {
  contestant: Contestant;
  server: ServerProcess;
  /** What each connection sends, over and over. */
  plans: PlannedRequest[][];
  seconds: number;
}

/** Sends as fast as answers come, each connection one request at a time, and judges every answer by its meaning. */
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
    // Each connection has a plan of its own; given as one list, all would walk through it side by side.
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
  if (answers === 0) firstError ??= 'no answer at all';
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
