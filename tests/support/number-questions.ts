import { expect } from 'vitest';
import type { TestPerson } from './test-people.ts';
import type { TestServer } from './test-server.ts';

export const number = (i: number) => `+1415523${String(1000 + i)}`;
export const range = (from: number, count: number) => Array.from({ length: count }, (_, i) => number(from + i));

export const procedure = { check: 'phone.checkAvailability', claim: 'phone.setInboundNumber' } as const;

/** Requests of the person's company to the server. A call can name another person or server. */
export function numberQuestions(of: () => { server: TestServer; person: TestPerson }) {
  /** One call as HTTP sees it. */
  async function ask(what: 'check' | 'claim', phoneNumber: string, by = of().person, url = of().server.url) {
    const response = await fetch(`${url}/trpc/${procedure[what]}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${by.token}` },
      body: JSON.stringify({ phoneNumber }),
    });
    const { error } = (await response.json()) as { error?: { data: { code: string; retryAfterSeconds?: number } } };
    return { status: response.status, retryAfter: response.headers.get('retry-after'), fault: error?.data };
  }

  /** How many of these calls are answered. All others must get a 429. */
  async function answered(what: 'check' | 'claim', numbers: string[], by?: TestPerson, url?: string): Promise<number> {
    const statuses = (await Promise.all(numbers.map((n) => ask(what, n, by, url)))).map(({ status }) => status);
    expect(statuses.filter((status) => status !== 200 && status !== 429)).toEqual([]);
    return statuses.filter((status) => status === 200).length;
  }

  /** Moves the times of all requests of that person's company into the past. */
  const age = (by: TestPerson, interval: string) =>
    of().server.db.sql(
      `UPDATE linekeeper.number_budgets SET asked_at =
         (SELECT array_agg(since - $2::interval ORDER BY n) FROM unnest(asked_at) WITH ORDINALITY AS a(since, n))
       WHERE tenant_id = $1`,
      [by.tenantId, interval],
    );

  return { ask, answered, age };
}
