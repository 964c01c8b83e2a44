import { isDatabaseUnavailable } from '@linekeeper/postgres';
import { ServiceUnavailable } from './retry-later.ts';

/** The fault if the database is busy or unavailable. Null for other errors. */
export function unavailableFault(error: unknown): ServiceUnavailable | null {
  return isDatabaseUnavailable(error) ? new ServiceUnavailable(error) : null;
}
