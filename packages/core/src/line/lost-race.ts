import { retry, retryDeadlocks } from '@linekeeper/postgres';
import { type LineConstraint, violatedConstraint } from './line-constraint.ts';

const LINE_KEY: LineConstraint = 'lines_pkey';
const TENANT_KEY: LineConstraint = 'lines_tenant_id_key';
/** The next run sees who won the race. To lose again, the number must have been released and claimed in between. */
const RERUNS = 9;

/** Runs a statement with a claim in it again if a concurrent change undid it. */
export function rerunLostRaces<T>(claim: () => Promise<T>): Promise<T> {
  return retry(() => retryDeadlocks(claim), { retries: RERUNS, when: isLostRace });
}

/** Between the snapshot and the write, another tenant took the number, or the tenant itself took one. */
function isLostRace(error: unknown): boolean {
  const constraint = violatedConstraint(error);
  return constraint === LINE_KEY || constraint === TENANT_KEY;
}
