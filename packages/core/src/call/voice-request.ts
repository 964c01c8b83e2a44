import { AccountSid } from '@linekeeper/contract';
import { PhoneNumber } from '@linekeeper/phone-number';
import webhooks from 'twilio/lib/webhooks/webhooks.js';
import { z } from 'zod';

/** A request that claims to be the provider's. */
export interface VoiceRequest {
  /** Below the public address of the server, with the query, as it was requested: `/webhooks/twilio/voice`. */
  pathAndQuery: string;
  /** As it was sent: a form. */
  body: string;
  /** The header X-Twilio-Signature. */
  signature: string;
}

/** What the body says, before anybody has checked the signature. */
export interface VoiceParameters {
  to: PhoneNumber;
  callSid: string;
  accountSid: string;
  /** Every parameter, by its name. */
  all: Readonly<Record<string, string>>;
}

const Parameters = z.object({
  To: PhoneNumber,
  CallSid: z.string().regex(/^CA[0-9a-f]{32}$/),
  AccountSid,
});

/**
 * Reads the body. Null: a parameter is missing or malformed, or one is repeated. The provider repeats none, and the
 * signature doesn't tell a repeated parameter from a single one.
 */
export function readParameters(body: string): VoiceParameters | null {
  const entries = [...new URLSearchParams(body)];
  // Own properties whatever their names are, `__proto__` too: each is part of what was signed.
  const all = Object.fromEntries(entries);
  const parsed = Parameters.safeParse(all);
  if (!parsed.success || Object.keys(all).length !== entries.length) return null;
  return { to: parsed.data.To, callSid: parsed.data.CallSid, accountSid: parsed.data.AccountSid, all };
}

/** Whether the signature was made with this token for this address and body. */
export function isSigned(
  authToken: string,
  { url, signature, parameters }: { url: string; signature: string; parameters: Readonly<Record<string, string>> },
): boolean {
  return webhooks.validateRequest(authToken, signature, url, parameters);
}

/** The signature that the provider would make. */
export function sign(authToken: string, url: string, parameters: Readonly<Record<string, string>>): string {
  return webhooks.getExpectedTwilioSignature(authToken, url, parameters);
}
