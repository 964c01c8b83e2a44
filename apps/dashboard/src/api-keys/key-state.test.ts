import type { ApiKey } from '@linekeeper/contract';
import { expect, test } from 'vitest';
import { isActive, stateOf } from './key-state.ts';

const NOW = new Date('2026-06-15T12:00:00Z');
const BEFORE = '2026-06-01T12:00:00.000Z';
const LATER = '2026-07-01T12:00:00.000Z';

const key = (more: Partial<ApiKey>): ApiKey => ({
  id: 'an id',
  name: 'a key',
  prefix: 'lk_live_abcd',
  scopes: [],
  createdAt: BEFORE,
  expiresAt: null,
  revokedAt: null,
  lastUsedAt: null,
  ...more,
});

/** Dates aren't broken over two lines. */
const withSpaces = (text: string) => text.replace(/\u00A0/g, ' ');

test.each([
  [{}, true, 'never expires'],
  [{ expiresAt: LATER }, true, 'expires 1 July 2026'],
  [{ expiresAt: BEFORE }, false, 'expired 1 June 2026'],
  [{ revokedAt: BEFORE }, false, 'revoked 1 June 2026'],
  [{ revokedAt: BEFORE, expiresAt: LATER }, false, 'revoked 1 June 2026'],
])('a key with %j has isActive = %s and shows "%s"', (more, active, end) => {
  expect(isActive(key(more), NOW)).toBe(active);
  expect(stateOf(key(more), NOW).map(withSpaces)).toEqual(['Created 1 June 2026', 'never used', end]);
});

test('a used key shows the day of its last use', () => {
  expect(stateOf(key({ lastUsedAt: BEFORE }), NOW).map(withSpaces)).toContain('last used 1 June 2026');
});
