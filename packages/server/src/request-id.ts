import { randomBytes } from 'node:crypto';

/** Finds a request in the log. Without digits, so that no id in a log looks like a phone number. */
export function createRequestId(): string {
  return Array.from(randomBytes(12), (byte) => String.fromCharCode(97 + (byte % 26))).join('');
}
