import { PhoneNumber } from '@linekeeper/phone-number';
import { z } from 'zod';

/**
 * The tenant's number isn't the one that the caller named as `expected`: somebody else in the same tenant has changed it.
 * Nothing was changed. `current` is the tenant's number now; null if it has none.
 */
export const NumberChanged = z.object({
  code: z.literal('NUMBER_CHANGED'),
  current: PhoneNumber.nullable(),
  message: z.string(),
});
export type NumberChanged = z.infer<typeof NumberChanged>;

export function numberChanged(current: PhoneNumber | null): NumberChanged {
  const change = current ? `changed to ${current}` : 'released';
  const message = `Your company's number was ${change} in the meantime. Check it and try again`;
  return { code: 'NUMBER_CHANGED', current, message };
}
