import { expect, test } from 'vitest';
import { defaultCompany, findCompany, segmentOf } from './company.ts';

const acme = { id: 'a', name: 'Acme', slug: 'acme', current: true };
const plain = { id: 'b', name: 'No slug', slug: null, current: false };
// Its slug is another company's id: the slug is looked at first, and only the person's own companies are in the list.
const odd = { id: 'c', name: 'Odd', slug: 'b', current: false };

test('an address names a company by its slug, or by its id if it has no slug', () => {
  expect([acme, plain].map(segmentOf)).toEqual(['acme', 'b']);
  expect(findCompany([acme, plain], 'acme')).toBe(acme);
  expect(findCompany([acme, plain], 'b')).toBe(plain);
  expect(findCompany([acme, plain, odd], 'b')).toBe(odd);
  expect(findCompany([acme, plain], 'other')).toBeUndefined();
});

test('the only company is opened at once, and with several, the person is asked', () => {
  expect(defaultCompany([plain])).toBe(plain);
  expect(defaultCompany([acme, plain])).toBeUndefined();
  expect(defaultCompany([])).toBeUndefined();
});
