import { z } from 'zod';
import { CallHandling } from './call-handling.ts';

/** A Twilio account. */
export const AccountSid = z.string().regex(/^AC[0-9a-f]{32}$/, 'must be AC and 32 characters from 0-9 and a-f');
/** What callers that can't change the account see of its SID: the last four characters. */
export const MaskedAccountSid = z.string().regex(/^…[0-9a-f]{4}$/);
/** The secret that a Twilio account signs its requests with. */
export const AuthToken = z.string().regex(/^[0-9a-f]{32}$/, 'must be 32 characters from 0-9 and a-f');

/** Replaces what was stored. The token is encrypted, and no answer contains it. */
export const SetCredentialsInput = z.strictObject({ accountSid: AccountSid, authToken: AuthToken });
export type SetCredentialsInput = z.infer<typeof SetCredentialsInput>;

/** The account whose requests are accepted from now on. SAME: it was stored already, with this token. */
export const SetCredentialsOutput = z.object({ accountSid: AccountSid, change: z.enum(['CHANGED', 'SAME']) });
export type SetCredentialsOutput = z.infer<typeof SetCredentialsOutput>;

/** What to tell a tenant if the public address isn't set. */
export const NO_PUBLIC_ADDRESS =
  "The public address of the server isn't set, so the phone provider can't reach it. Its operator must set it";
/** What to tell the operator then. */
export const NO_PUBLIC_URL = `${NO_PUBLIC_ADDRESS}: PUBLIC_URL, or voice.publicUrl of createLinekeeper`;

/**
 * A refused request that said it came from the provider. Anybody can send one: it's a hint, and proves nothing. SIGNATURE: the
 * signature doesn't match the stored auth token. OTHER_ACCOUNT: it named an account that isn't stored. NO_ACCOUNT: no account
 * is stored. SWAPPED_ADDRESSES: a status report came to the address for calls, or a call to the address for status reports.
 * WRONG_METHOD: a call was sent with GET, not with POST. Only these two are known to come from the provider.
 */
export const RefusedRequest = z.object({
  at: z.iso.datetime(),
  reason: z.enum(['SIGNATURE', 'OTHER_ACCOUNT', 'NO_ACCOUNT', 'SWAPPED_ADDRESSES', 'WRONG_METHOD']),
});
export type RefusedRequest = z.infer<typeof RefusedRequest>;

/** Which setup steps for calls the tenant has completed, and how its calls are handled. */
export const VoiceSetup = z.object({
  /** The addresses to enter at the provider. Null: the public address isn't set, so the provider can't reach the server. */
  voiceUrl: z.url().nullable(),
  statusUrl: z.url().nullable(),
  /**
   * The tenant's own account at the provider; null if none is stored. Masked (`…1b8c`) unless the caller has the permission
   * `provider:update`.
   */
  accountSid: z.union([AccountSid, MaskedAccountSid]).nullable(),
  /** Whether the platform has one account for all of its tenants, so that the tenant needs none. */
  platformAccount: z.boolean(),
  /** Whether the operator has set a voice webhook that calls can be handed to. */
  platformWebhook: z.boolean(),
  /** How calls are handled; null if nobody has chosen. */
  handling: CallHandling.nullable(),
  /**
   * When the current number was claimed, or the current account was stored if that was later. If the tenant has no account of
   * its own, that's the platform's stored account. An earlier call doesn't show
   * that they work. Null: the tenant holds no number.
   */
  callsCountFrom: z.iso.datetime().nullable(),
  /** Whether calls have come in from the provider since then. Simulated calls don't count. False without an account. */
  signedRequestSeen: z.boolean(),
  /** Whether at least one of them got something other than the fallback. */
  callAnswered: z.boolean(),
  /**
   * The last refused request for the current number. At most one a minute is noted. Null: none since the number or the account
   * changed, or a call has come in from the provider since then.
   */
  lastRefused: RefusedRequest.nullable(),
});
export type VoiceSetup = z.infer<typeof VoiceSetup>;
