import autocannon from 'autocannon';
import type { Caller, Contender } from './contender.ts';
import { cpuSecondsOf } from './processor-time.ts';
import type { Step } from './work.ts';

const TIMEOUT_SECONDS = 10;

/** What one contender did in one round. */
export interface RoundFigures {
  requests: number;
  requestsPerSecond: number;
  /** Wrong answers, broken connections and timeouts. */
  errors: number;
  /** The first wrong answer, for debugging. */
  firstError: string | null;
  /** Of every answer. */
  milliseconds: number[];
  /** Processor milliseconds for each request; null if the system doesn't say. */
  serverCpu: number | null;
  postgresCpu: number | null;
  /** The share of one processor that the load generator used, 0 if it did the work itself. Near 1: it was the bottleneck. */
  generatorLoad: number;
}

export interface LoadOptions {
  contender: Contender;
  /** Absent: `caller` does the work. */
  port: number;
  caller: Caller | null;
  /** Null: the contender has no server and runs in this process. */
  serverPid: number | null;
  postgresPid: number | null;
  /** What each connection sends, over and over. */
  plans: Step[][];
  seconds: number;
  /** Of all connections together. Absent: as fast as answers come. */
  perSecond?: number;
}

type Answers = Pick<RoundFigures, 'errors' | 'firstError' | 'milliseconds'> & {
  seconds: number;
  /** Processor seconds of the load generator in this time. */
  generatorSeconds: number;
};

/** Sends as fast as answers come, each connection one request at a time, and judges every answer by its meaning. */
export async function load(options: LoadOptions): Promise<RoundFigures> {
  const { serverPid, postgresPid, caller } = options;
  const processors = async () => [
    await cpuSecondsOf(serverPid ?? process.pid),
    postgresPid === null ? null : await cpuSecondsOf(postgresPid, { children: true }),
  ];
  const before = await processors();
  const { seconds, generatorSeconds, ...answers } = await (caller ? callInLoops(caller, options) : sendByHttp(options));
  const after = await processors();
  const requests = answers.milliseconds.length;
  const [server, postgres] = before.map((start, index) => {
    const end = after[index];
    return start == null || end == null ? null : end - start;
  });
  const each = (used: number | null | undefined) => (used == null || requests === 0 ? null : (used * 1_000) / requests);
  return {
    ...answers,
    errors: answers.errors + (requests === 0 ? 1 : 0),
    requests,
    requestsPerSecond: requests / seconds,
    serverCpu: each(server),
    postgresCpu: each(postgres),
    generatorLoad: serverPid === null ? 0 : generatorSeconds / seconds,
  };
}

async function callInLoops(caller: Caller, { plans, seconds }: LoadOptions): Promise<Answers> {
  const milliseconds: number[] = [];
  let errors = 0;
  let firstError: string | null = null;
  const begin = performance.now();
  const usage = process.cpuUsage();
  const end = begin + seconds * 1_000;
  const loop = async (plan: Step[]) => {
    for (let index = 0; performance.now() < end; index++) {
      const start = performance.now();
      const step = plan[index % plan.length] as Step;
      const right = await caller.ask(step).catch((error: unknown) => {
        firstError ??= String(error);
        return false;
      });
      if (!right) {
        errors++;
        firstError ??= `a wrong answer to ${step.work} of a number that is ${step.holding}`;
      }
      milliseconds.push(performance.now() - start);
    }
  };
  await Promise.all(plans.map(loop));
  return {
    ...{ milliseconds, errors, firstError },
    seconds: (performance.now() - begin) / 1_000,
    generatorSeconds: processorSecondsSince(usage),
  };
}

async function sendByHttp({ contender, port, plans, seconds, perSecond }: LoadOptions): Promise<Answers> {
  let wrong = 0;
  let firstError: string | null = null;
  const judge = (step: Step) => (status: number, body: string) => {
    if (contender.isRight(step, status, body)) return;
    wrong++;
    firstError ??= `${step.work} of a number that is ${step.holding}: ${status} ${body.slice(0, 300)}`;
  };
  const requests = plans.map((plan) =>
    plan.map((step) => ({
      ...contender.word(step),
      onResponse: judge(step),
      // A call is reported once, so each request is a new one, however often the plan is repeated.
      ...(step.work === 'webhook' && {
        setupRequest: (request: autocannon.Request) => ({ ...request, ...contender.word(step) }),
      }),
    })),
  );
  let connection = 0;
  const milliseconds: number[] = [];
  let begin = 0;
  let end = 0;
  let usage = process.cpuUsage();
  const { errors, timeouts } = await new Promise<autocannon.Result>((resolve, reject) => {
    const options: autocannon.Options = {
      url: `http://127.0.0.1:${port}`,
      connections: plans.length,
      duration: seconds,
      timeout: TIMEOUT_SECONDS,
      sampleInt: 100,
      ...(perSecond !== undefined && { overallRate: perSecond }),
      // Each connection has its own plan. With a shared list, all connections would send the same requests at the same
      // time.
      setupClient: (client) => client.setRequests(requests[connection++] ?? []),
    };
    const run = autocannon(options, (error, result) => (error ? reject(error) : resolve(result)));
    run.on('start', () => {
      begin = performance.now();
      usage = process.cpuUsage();
    });
    // autocannon opens all connections and prepares all their requests before it reads the first answer, which takes a second
    // with hundreds of connections.
    const begun = new Set<autocannon.Client>();
    run.on('response', (client, _status, _bytes, responseTime) => {
      end = performance.now();
      if (begun.has(client)) milliseconds.push(responseTime);
      else begun.add(client);
    });
  });
  if (errors + timeouts > 0) firstError ??= `${errors} broken connections, ${timeouts} timeouts`;
  return {
    ...{ milliseconds, errors: wrong + errors + timeouts, firstError },
    seconds: Math.max(end - begin, 1) / 1_000,
    generatorSeconds: processorSecondsSince(usage),
  };
}

function processorSecondsSince(before: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1_000_000;
}
