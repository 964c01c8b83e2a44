import { outcomeSchema, PHONE_TEXT_MAX_LENGTH, PhoneInvalid, PhoneNumber } from '@linekeeper/phone-number';
import { z } from 'zod';
import { PLAIN_TEXT } from '../plain-text.ts';

/** The longest greeting, in characters: about a minute of speech. */
export const GREETING_MAX_LENGTH = 1_000;

const SIP_ADDRESS = /^sips?:[\w.!~*'()%&=+$,-]+@[a-z\d](?:[a-z\d.-]*[a-z\d])?(?::\d{1,5})?(?:;[\w.=+-]+)*$/i;

/** Where a provider sends a call by SIP. Only its form is checked: the provider dials it, this server never does. */
const SipAddress = z
  .string()
  .max(255, 'has more than 255 characters')
  .regex(SIP_ADDRESS, 'must look like sip:user@pbx.example');

const STREAM_ADDRESS =
  /^wss:\/\/[a-z\d](?:[a-z\d.-]*[a-z\d])?(?::\d{1,5})?(?:\/[^\s?#@\p{Cc}\p{Cs}\p{Noncharacter_Code_Point}]*)?$/iu;

/** Where a provider streams a call's audio to. As with a SIP address, only its form is checked. */
const StreamAddress = z
  .string()
  .max(500, 'has more than 500 characters')
  .regex(STREAM_ADDRESS, 'must be a wss:// address without user, password, query or #');

const Greeting = z
  .string()
  .trim()
  .min(1, 'must not be empty')
  .max(GREETING_MAX_LENGTH, `has more than ${GREETING_MAX_LENGTH} characters`)
  .regex(PLAIN_TEXT, 'must not contain invisible characters');
/** How the greeting is spoken, for example `en-GB`. */
const Language = z.string().regex(/^[a-z]{2,3}(?:-[A-Za-z]{4})?(?:-[A-Z]{2})?$/, 'must look like en-GB');

const OTHER_KINDS = [
  /** Connects the caller to a SIP address. */
  z.strictObject({ kind: z.literal('SIP'), address: SipAddress }),
  /** Streams the caller's audio to a WebSocket, in both directions. */
  z.strictObject({ kind: z.literal('STREAM'), address: StreamAddress }),
  /** Asks the platform's own voice webhook what to do. Only if the operator has set one. */
  z.strictObject({ kind: z.literal('PLATFORM') }),
  /** Says a text and hangs up. */
  z.strictObject({ kind: z.literal('GREETING'), message: Greeting, language: Language.optional() }),
] as const;

/** How a tenant's inbound calls are handled. FORWARD: calls another number and connects the two. */
export const CallHandling = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('FORWARD'), phoneNumber: PhoneNumber }),
  ...OTHER_KINDS,
]);
export type CallHandling = z.infer<typeof CallHandling>;

/** The number to forward to is read like any number that a person types. */
export const SetHandlingInput = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('FORWARD'), phoneNumber: z.string().max(PHONE_TEXT_MAX_LENGTH) }),
  ...OTHER_KINDS,
]);
export type SetHandlingInput = z.infer<typeof SetHandlingInput>;

/** Why calls can't be forwarded to a number or a SIP address, for people. Of COUNTRY, the answer also names the countries. */
export const FORWARD_REFUSALS = {
  OWN_LINE: "Calls can't be forwarded to the line that was called. Enter another number",
  KIND: 'Calls can only be forwarded to landline, mobile, VoIP and toll-free numbers. Enter another number',
  SATELLITE: "Calls can't be forwarded to satellite and international network numbers. Enter another number",
  COUNTRY:
    "Calls can't be forwarded to this country. Enter another number, or ask the people who run this service to allow this country",
  SIP_HOST:
    "Calls can't be sent to SIP addresses at twilio.com. Enter an address of your own, or forward calls to a phone number",
} as const;
export const ForwardRefusalReason = z.enum(
  Object.keys(FORWARD_REFUSALS) as [keyof typeof FORWARD_REFUSALS, ...(keyof typeof FORWARD_REFUSALS)[]],
);
export type ForwardRefusalReason = z.infer<typeof ForwardRefusalReason>;

/** NO_PLATFORM_WEBHOOK: calls can't be handed to the platform, because its operator has set no voice webhook. */
export const HandlingRefused = z.discriminatedUnion('code', [
  PhoneInvalid,
  z.object({ code: z.literal('FORWARD_REFUSED'), reason: ForwardRefusalReason, message: z.string() }),
  z.object({ code: z.literal('NO_PLATFORM_WEBHOOK'), message: z.string() }),
]);
export type HandlingRefused = z.infer<typeof HandlingRefused>;

export const SetHandlingOutput = outcomeSchema(CallHandling, HandlingRefused);
export type SetHandlingOutput = z.infer<typeof SetHandlingOutput>;
