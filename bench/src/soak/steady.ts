import { setTimeout as delay } from 'node:timers/promises';

/** More than this many at once of one kind are not sent: the sender would measure its own queue. */
const MOST_AT_ONCE = 50;

/** Calls `send` at a steady rate until `until`, whether earlier calls have been answered or not. Answers how many were left out. */
export async function steadily(
  perSecond: number,
  until: number,
  send: (i: number, due: number) => Promise<void>,
): Promise<number> {
  let leftOut = 0;
  const underWay = new Set<Promise<void>>();
  const started = performance.now();
  for (let i = 0; ; i++) {
    const due = started + (i * 1_000) / perSecond;
    if (due >= until) break;
    const early = due - performance.now();
    if (early > 0) await delay(early);
    if (underWay.size >= MOST_AT_ONCE) {
      leftOut++;
      continue;
    }
    const sent = send(i, due).finally(() => underWay.delete(sent));
    underWay.add(sent);
  }
  await Promise.all(underWay);
  return leftOut;
}
