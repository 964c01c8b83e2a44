import type { Owner } from './company.ts';
import { steadily } from './steady.ts';

const OWN = '+14155238886';
const CALLS: readonly (readonly [procedure: string, input: string | undefined])[] = [
  ['phone.checkAvailability', JSON.stringify({ phoneNumber: '+14155238887' })],
  ['phone.setInboundNumber', JSON.stringify({ phoneNumber: OWN })],
  ['phone.getInboundNumber', undefined],
];

/** The results of the honest tenant's requests. */
export interface HonestReport {
  requests: number;
  /** Answers other than 200, by status. */
  failures: Record<string, number>;
  /** From when a request was due until its answer was read, in milliseconds. */
  p50: number;
  p99: number;
}

/** Checks a number, claims its own and gets it, in turn, at a steady rate. */
export async function actHonestly(url: string, { headers }: Owner, perSecond: number, seconds: number) {
  const times: number[] = [];
  const failures: Record<string, number> = {};
  const leftOut = await steadily(perSecond, performance.now() + seconds * 1_000, async (i, due) => {
    const [procedure, body] = CALLS[i % CALLS.length] ?? ['', undefined];
    const status = await fetch(`${url}/trpc/${procedure}`, {
      method: 'POST',
      headers,
      signal: AbortSignal.timeout(20_000),
      ...(body !== undefined && { body }),
    })
      .then(async (response) => {
        await response.text();
        return String(response.status);
      })
      .catch((error: unknown) => String(error));
    times.push(performance.now() - due);
    if (status !== '200') failures[status] = (failures[status] ?? 0) + 1;
  });
  if (leftOut > 0) failures['not sent, because too many waited'] = leftOut;
  times.sort((a, b) => a - b);
  return { requests: times.length, failures, p50: quantile(times, 0.5), p99: quantile(times, 0.99) } as HonestReport;
}

function quantile(sorted: readonly number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.ceil(sorted.length * share) - 1)] ?? Number.NaN;
}
