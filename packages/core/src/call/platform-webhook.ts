import { createHmac } from 'node:crypto';
import type { FallbackReason } from '@linekeeper/contract';
import { AnswerTooLargeError, type GuardedPost, guardedPost, InternalAddressError } from './guarded-post.ts';
import { isTwiml } from './twiml.ts';

/** The platform's own voice webhook, which the operator sets. */
export interface PlatformWebhook {
  url: URL;
  /** Signs requests to it, by the scheme of Standard Webhooks. */
  secret: string;
  /** Host names that can be internal, in lower case. */
  internalHosts: ReadonlySet<string>;
  /** Finds the addresses of a name; the system's if absent. */
  lookup?: GuardedPost['lookup'];
}

/** The TwiML to relay, or why there is none. */
export type PlatformAnswer = { twiml: string; reason: null } | { twiml: null; reason: FallbackReason };

const MAX_BYTES = 64 * 1024;

/**
 * Asks the platform how to handle a call: posts what the provider sent, with the tenant. The three headers are those of
 * Standard Webhooks, so that any of its libraries can check them; the id is the call's.
 */
export async function askPlatform(
  webhook: PlatformWebhook,
  call: {
    callSid: string;
    parameters: Readonly<Record<string, string>>;
    tenantId: string;
    simulated: boolean;
    /** How long the answer can take. */
    timeoutMs: number;
  },
): Promise<PlatformAnswer> {
  const { url, secret, internalHosts, lookup } = webhook;
  const form = new URLSearchParams(Object.entries(call.parameters).filter(([name]) => isRelayed(name)));
  form.set('TenantId', call.tenantId);
  if (call.simulated) form.set('Simulated', 'true');
  const body = form.toString();
  const timestamp = String(Math.floor(Date.now() / 1_000));
  const signature = createHmac('sha256', secret).update(`${call.callSid}.${timestamp}.${body}`).digest('base64');
  const signal = AbortSignal.timeout(call.timeoutMs);
  try {
    const { status, text } = await guardedPost({
      url,
      headers: {
        'content-type': 'application/x-www-form-urlencoded',
        accept: 'text/xml, application/xml',
        'webhook-id': call.callSid,
        'webhook-timestamp': timestamp,
        'webhook-signature': `v1,${signature}`,
      },
      body,
      internalHosts,
      maxBytes: MAX_BYTES,
      signal,
      ...(lookup && { lookup }),
    });
    if (status >= 300 && status < 400) return failed('WEBHOOK_REDIRECT');
    if (status !== 200) return failed('WEBHOOK_STATUS');
    return isTwiml(text) ? { twiml: text, reason: null } : failed('WEBHOOK_NOT_TWIML');
  } catch (error) {
    if (error instanceof InternalAddressError) return failed('WEBHOOK_ADDRESS');
    if (error instanceof AnswerTooLargeError) return failed('WEBHOOK_TOO_LARGE');
    return failed(signal.aborted ? 'WEBHOOK_TIMEOUT' : 'WEBHOOK_UNREACHABLE');
  }
}

/** What Twilio's names consist of. Frameworks read `[`, `.` and spaces in other names as lists or as another name. */
const NAME = /^[A-Za-z][\w-]*$/;
/** What Linekeeper has checked, or sets itself. */
const CHECKED = ['To', 'CallSid', 'AccountSid'];
const CHECKED_OR_SET = new Set([...CHECKED, 'TenantId', 'Simulated'].map((name) => name.toLowerCase()));

/**
 * Whether a parameter is passed on. A company can sign requests itself, and some frameworks would take its `tenantid` or
 * `TenantId[]` for the company that Linekeeper names.
 */
function isRelayed(name: string): boolean {
  return NAME.test(name) && (CHECKED.includes(name) || !CHECKED_OR_SET.has(name.toLowerCase()));
}

function failed(reason: FallbackReason): PlatformAnswer {
  return { twiml: null, reason };
}
