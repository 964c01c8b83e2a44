import type { PhoneNumber } from '@linekeeper/phone-number';
import { expect, test } from 'vitest';
import { openReference, sealReference } from './support-reference.ts';

const SECRET = 'a secret of at least 32 characters';
const CONTENTS = {
  tenantId: 'tenant-1',
  phoneNumber: '+442079460018' as PhoneNumber,
  at: '2026-03-09T10:00:00.000Z',
};

test('a reference can be opened with the secret that sealed it, even if spaces were copied with it', () => {
  expect(openReference(SECRET, ` ${sealReference(SECRET, CONTENTS)}\n`)).toEqual(CONTENTS);
  expect(openReference('another secret of 32 characters!', sealReference(SECRET, CONTENTS))).toBeNull();
});

test('a reference reveals nothing: it contains neither the number nor the company, and differs each time', () => {
  const references = [sealReference(SECRET, CONTENTS), sealReference(SECRET, CONTENTS)];
  expect(new Set(references).size).toBe(2);
  for (const reference of references) {
    const bytes = Buffer.from(reference.slice(3), 'base64url').toString('latin1');
    expect(bytes).not.toContain('2079460018');
    expect(bytes).not.toContain('tenant-1');
  }
});

test("a changed reference can't be opened", () => {
  const reference = sealReference(SECRET, CONTENTS);
  for (let at = 3; at < reference.length; at++) {
    const changed = reference.slice(0, at) + (reference[at] === 'A' ? 'B' : 'A') + reference.slice(at + 1);
    // The last letter can hold bits that belong to no byte.
    if (at < reference.length - 1) expect(openReference(SECRET, changed), changed).toBeNull();
  }
  for (const text of ['', 'LK-', 'LK-AAAA', 'nonsense', reference.slice(3)])
    expect(openReference(SECRET, text)).toBeNull();
});
