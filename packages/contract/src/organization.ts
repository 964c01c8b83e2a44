import { z } from 'zod';
import { PhoneNumber } from './phone-number.ts';

/** What a company has with its provider. `phoneNumber` is its inbound number, absent where it has none. */
const TwilioConfig = z
  .object({ phoneNumber: PhoneNumber.optional() })
  .catchall(z.unknown())
  .describe('Secrets in it are masked');

/**
 * A company as `GET /api/organization/info` shows it. `timezone` is an IANA name. Secrets in `twilioConfig` (`authToken`,
 * and texts whose key speaks of a token, secret or password) are masked: bullets, and the last four characters at most.
 */
export const Organization = z.object({
  id: z.string(),
  name: z.string(),
  location: z.string().nullable(),
  timezone: z.string().nullable(),
  twilioConfig: TwilioConfig,
});
export type Organization = z.infer<typeof Organization>;
