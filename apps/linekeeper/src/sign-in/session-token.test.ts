import { describe, expect, it } from 'vitest';
import { createSessionTokenReader, signSessionToken } from './session-token.ts';

const SECRET = 'a secret that only this test knows';
const read = createSessionTokenReader(SECRET, 'linekeeper.session_token');
const signed = signSessionToken('the-token', SECRET);

describe('the session token of a request', () => {
  it.each([
    ['a bearer token', { authorization: `Bearer ${signed}` }],
    ['the scheme in any case', { authorization: `bearer ${signed}` }],
    ['a bearer token that is not percent-encoded', { authorization: `Bearer ${decodeURIComponent(signed)}` }],
    ['the cookie', { cookie: `other=1; linekeeper.session_token=${signed}; more=2` }],
    [
      'the bearer token rather than the cookie',
      { authorization: `Bearer ${signed}`, cookie: 'linekeeper.session_token=x.y' },
    ],
  ])('is read from %s', (_, headers) => {
    expect(read(headers)).toBe('the-token');
  });

  it.each([
    ['nothing', {}],
    ['another scheme', { authorization: `Basic ${signed}` }],
    ['no signature', { authorization: 'Bearer the-token' }],
    ['another token under the signature', { authorization: `Bearer x${signed}` }],
    ['a signature of another secret', { authorization: `Bearer ${signSessionToken('the-token', 'another')}` }],
    ['a cut signature', { authorization: `Bearer ${decodeURIComponent(signed).slice(0, -4)}` }],
    ['an empty signature', { authorization: 'Bearer the-token.' }],
    ['broken percent-encoding', { authorization: 'Bearer %E0%A4%A' }],
    ['a cookie of another name', { cookie: `session_token=${signed}` }],
    [
      'a bearer token with a space in it and a valid cookie',
      { authorization: 'Bearer x y', cookie: `linekeeper.session_token=${signed}` },
    ],
    [
      'an empty bearer token and a valid cookie',
      { authorization: 'Bearer', cookie: `linekeeper.session_token=${signed}` },
    ],
    [
      'an invalid bearer token and a valid cookie',
      { authorization: 'Bearer x.y', cookie: `linekeeper.session_token=${signed}` },
    ],
  ])('is null with %s', (_, headers) => {
    expect(read(headers)).toBeNull();
  });
});
