import type { PhoneNumber } from '@linekeeper/phone-number';
import { TooManyRequests } from '../fault/too-many-requests.ts';
import type { RequestScope } from './request-scope.ts';

/** How much of the budget checks leave unused, so that a person who has checked many numbers can still save one. */
const KEPT_FOR_CLAIMS = 5;

/**
 * Called before anything is answered about a valid number: each answer tells whether the number is somebody's.
 * Throws {@link TooManyRequests} if the tenant has asked about too many. Nothing is counted then.
 */
export async function spendNumberBudget(
  { rows }: Pick<RequestScope, 'rows'>,
  phoneNumber: PhoneNumber,
  purpose: 'CHECK' | 'CLAIM',
): Promise<void> {
  const wait = await rows.spendNumberBudget(phoneNumber, purpose === 'CHECK' ? KEPT_FOR_CLAIMS : 0);
  if (wait !== null) throw new TooManyRequests(wait);
}
