import { PHONE_TEXT_MAX_LENGTH } from '@linekeeper/phone-number';
import { z } from 'zod';
import { LOCATION_MAX_LENGTH, TENANT_NAME_MAX_LENGTH } from '../limits.ts';
import { jsonProblem } from './json-problem.ts';
import { canonicalTimezone } from './timezone.ts';

/** What `twilioConfig` may hold after a change, stored and new together. */
export const TWILIO_CONFIG_MAX_KEYS = 2_000;
/** As PostgreSQL writes it as text. */
export const TWILIO_CONFIG_MAX_BYTES = 65_536;
export const TWILIO_CONFIG_TOO_LARGE = `twilioConfig holds at most 2,000 keys and 64 kB, with what is stored already. Remove keys by sending null for them`;

/** Neither control characters nor half of a surrogate pair. */
const PLAIN = /^[^\p{Cc}\p{Cs}]*$/u;

const text = (max: number, error: string) => z.string({ error }).trim().max(max, { error }).regex(PLAIN, { error });

const TIMEZONE = 'timezone: Send an IANA name, for example Europe/London, or null for none';
const NUMBER = `twilioConfig.phoneNumber: Send the number as a text of at most ${PHONE_TEXT_MAX_LENGTH} characters, or null to release it`;

const TwilioConfigChange = z
  .object(
    { phoneNumber: z.string({ error: NUMBER }).max(PHONE_TEXT_MAX_LENGTH, { error: NUMBER }).nullable().optional() },
    { error: 'twilioConfig: Send an object with the keys that shall change' },
  )
  .catchall(z.unknown())
  .superRefine((config, context) => {
    for (const [key, value] of Object.entries(config)) {
      const problem = jsonProblem(key) ?? jsonProblem(value);
      if (problem) context.addIssue({ code: 'custom', message: `twilioConfig: ${shown(key)} ${problem}` });
    }
  });

/**
 * `PATCH /api/organization/info`: what is absent stays as it is. `location` and `timezone`: null clears. `twilioConfig` is
 * merged key by key, null removes a key, and its `phoneNumber` (null releases) goes by the rules of `setInboundNumber`. A
 * key whose value holds a masked setting stays as it is: the page sent back what it was shown. So does a value that these
 * rules would refuse and that is the stored one.
 */
export const UpdateOrganizationInput = z.strictObject(
  {
    name: text(TENANT_NAME_MAX_LENGTH, `name: Send 1 to ${TENANT_NAME_MAX_LENGTH} characters, without line breaks`)
      .min(1, { error: `name: Send 1 to ${TENANT_NAME_MAX_LENGTH} characters, without line breaks` })
      .optional(),
    location: text(
      LOCATION_MAX_LENGTH,
      `location: Send at most ${LOCATION_MAX_LENGTH} characters, without line breaks, or null for none`,
    )
      .nullable()
      .optional(),
    timezone: z
      .string({ error: TIMEZONE })
      .max(100, { error: TIMEZONE })
      .refine((name) => canonicalTimezone(name) !== null, { error: TIMEZONE })
      .overwrite((name) => canonicalTimezone(name) ?? name)
      .nullable()
      .optional(),
    twilioConfig: TwilioConfigChange.describe('Merged key by key; null removes a key').optional(),
  },
  {
    error: (issue) =>
      issue.code === 'unrecognized_keys'
        ? `${shown(issue.keys[0] ?? '')} cannot be changed here. Send name, location, timezone or twilioConfig`
        : 'Send a JSON object with name, location, timezone or twilioConfig',
  },
);
export type UpdateOrganizationInput = z.infer<typeof UpdateOrganizationInput>;

/** A key in a sentence: as long as anybody reads, and well-formed. */
function shown(key: string): string {
  return JSON.stringify(key.slice(0, 60));
}
