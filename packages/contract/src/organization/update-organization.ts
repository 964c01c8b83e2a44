import { PHONE_TEXT_MAX_LENGTH } from '@linekeeper/phone-number';
import { z } from 'zod';
import { AccountSid, AuthToken } from '../call/voice-setup.ts';
import { LOCATION_MAX_LENGTH, TENANT_NAME_MAX_LENGTH } from '../limits.ts';
import { PLAIN_TEXT } from '../plain-text.ts';
import { jsonProblem } from './json-problem.ts';
import { canonicalTimezone } from './timezone.ts';

/** The message if the body isn't such an object. */
export const ORGANIZATION_USAGE = 'Send a JSON object with name, location, timezone or twilioConfig';

/** The limits of `twilioConfig` after a change, including what is stored. */
export const TWILIO_CONFIG_MAX_KEYS = 2_000;
/** The size of its text in PostgreSQL. */
export const TWILIO_CONFIG_MAX_BYTES = 65_536;
export const TWILIO_CONFIG_TOO_LARGE = `twilioConfig can have at most 2,000 keys and 64 kB, including what is stored. To remove a key, send null for it`;

// Not as a pattern, because the documented one would also apply to the spaces that are trimmed.
const text = (max: number, error: string) =>
  z
    .string({ error })
    .trim()
    .max(max, { error })
    .refine((value) => PLAIN_TEXT.test(value), { error });

const TIMEZONE = 'timezone: Send an IANA name, for example Europe/London, or null to clear it';
const NUMBER = `twilioConfig.phoneNumber: Send the number as a string of at most ${PHONE_TEXT_MAX_LENGTH} characters, or null to release it`;

/**
 * With any other value, no request of the provider is accepted. The empty text is how a page clears a setting.
 */
const ACCOUNT = {
  accountSid: {
    schema: AccountSid,
    message: 'twilioConfig.accountSid: Send AC and 32 characters from 0-9 and a-f, or null to remove it',
  },
  authToken: {
    schema: AuthToken,
    message: 'twilioConfig.authToken: Send 32 characters from 0-9 and a-f, or null to remove it',
  },
};

const TwilioConfigChange = z
  .object(
    { phoneNumber: z.string({ error: NUMBER }).max(PHONE_TEXT_MAX_LENGTH, { error: NUMBER }).nullable().optional() },
    { error: 'twilioConfig: Send an object with the keys to change' },
  )
  .catchall(z.unknown())
  .superRefine((config, context) => {
    for (const [key, value] of Object.entries(config)) {
      const problem = jsonProblem(key) ?? jsonProblem(value);
      if (problem) context.addIssue({ code: 'custom', message: `twilioConfig: ${shown(key)} ${problem}` });
    }
    for (const [key, { schema, message }] of Object.entries(ACCOUNT)) {
      const value = Object.hasOwn(config, key) ? config[key] : null;
      if (value === null || value === '' || schema.safeParse(value).success) continue;
      context.addIssue({ code: 'custom', path: [key], message });
    }
  });

/**
 * The body of `PATCH /api/organization/info`. Absent fields stay as they are. `location` and `timezone`: null clears them.
 * `twilioConfig` is merged key by key, and null removes a key. Its `phoneNumber` follows the rules of `setInboundNumber`, and
 * null releases it. `accountSid` and `authToken` must be those of a Twilio account, null or empty. A key with a masked value stays
 * as it is, because the page sent back what it was shown. A stored value that these rules would refuse can be sent back, too.
 */
export const UpdateOrganizationInput = z.strictObject(
  {
    name: text(
      TENANT_NAME_MAX_LENGTH,
      `name: Send 1 to ${TENANT_NAME_MAX_LENGTH} characters, without line breaks or invisible characters`,
    )
      .min(1, {
        error: `name: Send 1 to ${TENANT_NAME_MAX_LENGTH} characters, without line breaks or invisible characters`,
      })
      .optional(),
    location: text(
      LOCATION_MAX_LENGTH,
      `location: Send at most ${LOCATION_MAX_LENGTH} characters, without line breaks or invisible characters, or null to clear it`,
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
      issue.code === 'unrecognized_keys' ? unknownOrganizationField(issue.keys[0] ?? '') : ORGANIZATION_USAGE,
  },
);
export type UpdateOrganizationInput = z.infer<typeof UpdateOrganizationInput>;

/** The message about a field that can't be changed. `otherFields`: those that can be, besides the ones of the schema. */
export function unknownOrganizationField(key: string, otherFields: readonly string[] = []): string {
  const names = ['name', 'location', 'timezone', 'twilioConfig', ...otherFields];
  return `${shown(key)} can't be changed here. Send ${names.slice(0, -1).join(', ')} or ${names.at(-1)}`;
}

/** A key for use in a sentence: well-formed and not too long. */
function shown(key: string): string {
  return JSON.stringify(key.slice(0, 60));
}
