import { PhoneInvalidReason, PhoneNumber } from '@linekeeper/phone-number';
import { z } from 'zod';
import { PHONE_TAKEN_MESSAGE } from '../line/phone-taken.ts';
import { Organization } from './organization.ts';

/** The answer 200 of `GET` and `PATCH /api/organization/info`: the company as it is now. */
export const OrganizationAnswer = z.object({ success: z.literal(true), organization: Organization });
export type OrganizationAnswer = z.infer<typeof OrganizationAnswer>;

/** The HTTP status of each refusal. */
export const ORGANIZATION_REFUSAL_STATUS = {
  PHONE_INVALID: 400,
  BAD_REQUEST: 400,
  UNAUTHORIZED: 401,
  FORBIDDEN: 403,
  METHOD_NOT_SUPPORTED: 405,
  PHONE_TAKEN: 409,
  PAYLOAD_TOO_LARGE: 413,
  UNSUPPORTED_MEDIA_TYPE: 415,
  TOO_MANY_REQUESTS: 429,
  INTERNAL_SERVER_ERROR: 500,
  SERVICE_UNAVAILABLE: 503,
} as const satisfies Record<string, number>;

export type OrganizationRefusalCode = keyof typeof ORGANIZATION_REFUSAL_STATUS;

const refusal = <Code extends OrganizationRefusalCode>(code: Code) =>
  z.object({ success: z.literal(false), code: z.literal(code), error: z.string() });

/**
 * Every other answer of that address, including faults. `error` is a sentence for people. 429 and 503 have the header
 * `Retry-After`.
 */
export const OrganizationRefusal = z.discriminatedUnion('code', [
  refusal('PHONE_INVALID').extend({ reason: PhoneInvalidReason, suggestion: PhoneNumber.optional() }),
  refusal('PHONE_TAKEN').extend({ error: z.literal(PHONE_TAKEN_MESSAGE) }),
  refusal('BAD_REQUEST'),
  refusal('UNAUTHORIZED'),
  refusal('FORBIDDEN'),
  refusal('METHOD_NOT_SUPPORTED'),
  refusal('PAYLOAD_TOO_LARGE'),
  refusal('UNSUPPORTED_MEDIA_TYPE'),
  refusal('TOO_MANY_REQUESTS'),
  refusal('INTERNAL_SERVER_ERROR'),
  refusal('SERVICE_UNAVAILABLE'),
]);
export type OrganizationRefusal = z.infer<typeof OrganizationRefusal>;
