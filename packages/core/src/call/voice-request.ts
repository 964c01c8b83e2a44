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

const CallSid = z.string().regex(/^CA[0-9a-f]{32}$/);
const Parameters = z.object({
  To: PhoneNumber,
  CallSid,
  AccountSid,
});

/**
 * Reads the parameters. Null: one is missing, malformed or repeated, or the signature would also be valid for another number
 * or call. The provider repeats none, and the signature doesn't distinguish a repeated parameter from a single one.
 */
export function readParameters(request: Pick<VoiceRequest, 'pathAndQuery' | 'body'>): VoiceParameters | null {
  const entries = [...new URLSearchParams(request.body)];
  // Own properties whatever their names are, `__proto__` too: each is part of what was signed.
  const all = Object.fromEntries(entries);
  const parsed = Parameters.safeParse(all);
  if (!parsed.success || Object.keys(all).length !== entries.length) return null;
  if (isAmbiguous(request.pathAndQuery, entries)) return null;
  return { to: parsed.data.To, callSid: parsed.data.CallSid, accountSid: parsed.data.AccountSid, all };
}

/** The same of a request with GET, which has its parameters in the address. Only the address is signed. */
export function readGetParameters({ pathAndQuery }: Pick<VoiceRequest, 'pathAndQuery'>): VoiceParameters | null {
  const [path = '', ...query] = pathAndQuery.split('?');
  return readParameters({ pathAndQuery: path, body: query.join('?') });
}

const CALLED = /To\+[1-9]\d{6,14}/g;
const CALL = /CallSidCA[0-9a-f]{32}/g;
/** For example ParentCallSid: a parameter of its own that ends like CallSid. */
const OTHER_CALL = /^[A-Z][A-Za-z]*CallSid$/;

/**
 * Whether what was signed contains a second called number or call. Names and values are signed without separators, so a caller
 * who chooses the text of a parameter, for example their name, could write `To` and a number into it. Whoever got hold of the
 * request could then send it with the boundaries moved, and it would be signed for the line with that number.
 */
function isAmbiguous(pathAndQuery: string, entries: readonly (readonly [string, string])[]): boolean {
  const sorted = entries.toSorted(([one], [other]) => (one < other ? -1 : 1));
  const textOf = (some: typeof sorted) => pathAndQuery + some.flat().join('');
  const ofThisCall = sorted.filter(([name, value]) => !(OTHER_CALL.test(name) && CallSid.safeParse(value).success));
  return count(CALLED, textOf(sorted)) > 1 || count(CALL, textOf(ofThisCall)) > 1;
}

const count = (pattern: RegExp, text: string) => text.match(pattern)?.length ?? 0;

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
