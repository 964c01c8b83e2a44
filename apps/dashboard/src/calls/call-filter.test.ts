import { expect, test } from 'vitest';
import { matchesFilter } from './call-filter.ts';

test.each([
  [{ outcome: 'GREETED', status: 'completed', simulated: false }, ['all']],
  [{ outcome: 'FORWARDED', status: 'no-answer', simulated: false }, ['all', 'missed']],
  [{ outcome: 'FALLBACK', status: null, simulated: false }, ['all', 'missed']],
  [{ outcome: 'FALLBACK', status: 'no-answer', simulated: true }, ['all', 'simulated']],
] as const)('the call %j is shown by the filters %j', (call, shown) => {
  const filters = ['all', 'missed', 'simulated'] as const;
  expect(filters.filter((filter) => matchesFilter(call, filter))).toEqual(shown);
});
