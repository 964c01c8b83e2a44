import { isDatabaseUnavailable } from '@linekeeper/postgres';
import { ServiceUnavailable } from './retry-later.ts';

/** What a caller gets if the database is busy or away; null for other errors. */
export function unavailableFault(error: unknown): ServiceUnavailable | null {
  return isDatabaseUnavailable(error) ? new ServiceUnavailable(error) : null;
}
