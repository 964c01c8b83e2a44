import { err, phoneTaken, type SetInboundNumberInput, type SetInboundNumberOutput } from '@linekeeper/contract';
import { readNumber } from './read-number.ts';
import type { RequestScope } from './request-scope.ts';

/** Claims the number for the tenant, and releases the one it held. */
export async function setInboundNumber(
  scope: RequestScope,
  input: SetInboundNumberInput,
): Promise<SetInboundNumberOutput> {
  const read = await readNumber(scope, input);
  if (!read.ok) return read;
  const claimed = await scope.rows.claimInboundNumber(read.data);
  return claimed.ok ? claimed : err(phoneTaken(read.data));
}
