import { expect, it } from 'vitest';
import { printableJson } from './printable-json.ts';

it('printed JSON contains only printable ASCII characters, and has the same meaning', () => {
  const value = { name: 'Acme\u202e\u0085\u{e0041}' };
  const json = printableJson(JSON.stringify(value, null, 2));
  expect(json).toMatch(/^[\x20-\x7e\n]*$/);
  expect(JSON.parse(json)).toEqual(value);
});
