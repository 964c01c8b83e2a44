import { PhoneNumber } from '@linekeeper/phone-number';
import { z } from 'zod';

/** The company's settings for its phone provider. `phoneNumber` is its inbound number. Absent if it has none. */
const TwilioConfig = z
  .object({ phoneNumber: PhoneNumber.optional() })
  .catchall(z.unknown())
  .describe('Settings that can hold secrets are masked');

/**
 * A company as `GET /api/organization/info` shows it. `timezone` is an IANA name. Settings in `twilioConfig` that aren't
 * known to be harmless (`SHOWN_SETTINGS`) are masked: bullets, followed by at most the last four characters.
 */
export const Organization = z
  .object({
    id: z.string(),
    name: z.string(),
    location: z.string().nullable(),
    timezone: z.string().nullable(),
    twilioConfig: TwilioConfig,
  })
  .catchall(z.unknown())
  .describe('If a legacy table is linked, also its other columns, except secrets');
export type Organization = z.infer<typeof Organization>;
