import { createHmac, timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { bearerOf } from '@linekeeper/server';

/** The session token of a request: from `Authorization: Bearer`, otherwise from the sign-in library's cookie. */
export type SessionTokenReader = (headers: IncomingHttpHeaders) => string | null;

/**
 * Reads the session token of a request and checks our signature: `<token>.<base64 of HMAC-SHA-256>`, percent-encoded, the
 * format of better-call's `signCookieValue`.
 */
export function createSessionTokenReader(secret: string, cookieName: string): SessionTokenReader {
  return (headers) => {
    const signed = bearerOf(headers.authorization) ?? cookieOf(headers.cookie, cookieName);
    return signed === null ? null : verify(signed, secret);
  };
}

/** Signs a session token in the format that {@link createSessionTokenReader} reads. */
export function signSessionToken(token: string, secret: string): string {
  return encodeURIComponent(`${token}.${signature(token, secret).toString('base64')}`);
}

function verify(signed: string, secret: string): string | null {
  const text = decode(signed);
  const dot = text.lastIndexOf('.');
  if (dot < 1) return null;
  const token = text.slice(0, dot);
  const given = Buffer.from(text.slice(dot + 1), 'base64');
  const expected = signature(token, secret);
  return given.length === expected.length && timingSafeEqual(given, expected) ? token : null;
}

function signature(token: string, secret: string): Buffer {
  return createHmac('sha256', secret).update(token).digest();
}

function cookieOf(header: string | undefined, name: string): string | null {
  for (const pair of header?.split(';') ?? []) {
    const equals = pair.indexOf('=');
    if (equals > 0 && pair.slice(0, equals).trim() === name) return pair.slice(equals + 1).trim();
  }
  return null;
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
