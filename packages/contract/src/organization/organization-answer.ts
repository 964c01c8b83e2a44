import { PhoneInvalidReason, PhoneNumber } from '@linekeeper/phone-number';
import { z } from 'zod';
import { FAULTS, type ServerFaultCode } from '../fault.ts';
import { PHONE_TAKEN_MESSAGE } from '../line/phone-taken-messages.ts';
import { Organization } from './organization.ts';

/** `GET` and `PATCH /api/organization/info` answer 200 with the company as it is now. */
export const OrganizationAnswer = z.object({ success: z.literal(true), organization: Organization });
export type OrganizationAnswer = z.infer<typeof OrganizationAnswer>;

/** The faults that this address can answer with. */
export const ORGANIZATION_FAULTS = [
  'BAD_REQUEST',
  'UNAUTHORIZED',
  'FORBIDDEN',
  'METHOD_NOT_SUPPORTED',
  'PAYLOAD_TOO_LARGE',
  'UNSUPPORTED_MEDIA_TYPE',
  'TOO_MANY_REQUESTS',
  'INTERNAL_SERVER_ERROR',
  'SERVICE_UNAVAILABLE',
] as const satisfies ServerFaultCode[];

export type OrganizationRefusalCode = 'PHONE_INVALID' | 'PHONE_TAKEN' | (typeof ORGANIZATION_FAULTS)[number];

/** The HTTP status of each refusal. */
export const ORGANIZATION_REFUSAL_STATUS = {
  PHONE_INVALID: 400,
  PHONE_TAKEN: 409,
  ...Object.fromEntries(ORGANIZATION_FAULTS.map((code) => [code, FAULTS[code].status])),
} as Readonly<Record<OrganizationRefusalCode, number>>;

const refusal = <Code extends OrganizationRefusalCode>(code: Code) =>
  z.object({ success: z.literal(false), code: z.literal(code), error: z.string() });

/**
 * Every other answer of that address, including faults. `error` is a sentence for people. 429 and 503 have the header
 * `Retry-After`.
 */
export const OrganizationRefusal = z.discriminatedUnion('code', [
  refusal('PHONE_INVALID').extend({ reason: PhoneInvalidReason, suggestion: PhoneNumber.optional() }),
  refusal('PHONE_TAKEN').extend({ error: z.literal(PHONE_TAKEN_MESSAGE) }),
  ...ORGANIZATION_FAULTS.map(refusal),
]);
export type OrganizationRefusal = z.infer<typeof OrganizationRefusal>;
