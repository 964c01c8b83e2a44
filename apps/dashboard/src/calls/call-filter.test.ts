import { expect, test } from 'vitest';
import { matchesFilter } from './call-filter.ts';

test.each([
  [{ outcome: 'GREETED', simulated: false }, ['all', 'connected']],
  [{ outcome: 'FALLBACK', simulated: false }, ['all', 'notConnected']],
  [{ outcome: 'GREETED', simulated: true }, ['all', 'simulated']],
] as const)('the call %j is shown by the filters %j', (call, shown) => {
  const filters = ['all', 'connected', 'notConnected', 'simulated'] as const;
  expect(filters.filter((filter) => matchesFilter(call, filter))).toEqual(shown);
});
