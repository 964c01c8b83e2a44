import { setTimeout as delay } from 'node:timers/promises';

/** What happened to the requests of a load. */
export interface LoadReport {
  requests: number;
  failures: string[];
  /** The longest that one took from the moment it was due, in milliseconds. */
  longestMs: number;
}

/** Makes requests at a steady rate, whether earlier ones have been answered or not, until it is stopped. */
export function startLoad(perSecond: number, request: (i: number) => Promise<unknown>): () => Promise<LoadReport> {
  const underWay: Promise<void>[] = [];
  const report: LoadReport = { requests: 0, failures: [], longestMs: 0 };
  let stopped = false;
  const one = async (i: number, due: number) => {
    await request(i).catch((error) => report.failures.push(String(error)));
    report.longestMs = Math.max(report.longestMs, performance.now() - due);
  };
  const work = (async () => {
    const started = performance.now();
    for (; !stopped; report.requests++) {
      const due = started + (report.requests * 1_000) / perSecond;
      const early = due - performance.now();
      if (early > 0) await delay(early);
      underWay.push(one(report.requests, due));
    }
  })();
  return async () => {
    stopped = true;
    await work;
    await Promise.all(underWay);
    return report;
  };
}
