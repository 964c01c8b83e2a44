import fc from 'fast-check';

/** Keys that mean something to JavaScript, or to us. */
export const hostileKey = fc.constantFrom(
  '__proto__',
  'constructor',
  'prototype',
  'toString',
  'phoneNumber',
  'country',
  'tenantId',
  '0',
);
export const hostileText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 200 }),
  fc.constantFrom(
    '\u0000',
    '+1415\r\n5238886',
    '<script>',
    "' OR 1=1 --",
    '{{7*7}}',
    '../../etc/passwd',
    '\ud800',
    '+'.repeat(10_000),
  ),
);
export const hostileValue = fc.letrec((tie) => ({
  value: fc.oneof(
    { depthSize: 'small', maxDepth: 6 },
    fc.anything(),
    hostileText,
    fc.dictionary(hostileKey, tie('value')),
    fc.array(tie('value'), { maxLength: 4 }),
  ),
})).value;
/** JSON, far deeper than anybody writes. */
export const nested = fc
  .integer({ min: 10, max: 2_000 })
  .map((depth) => `${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}`);

/** The text that a client would send. Values that don't exist in JSON are replaced. */
export function toJson(value: unknown): string {
  try {
    return JSON.stringify(value, (_, part: unknown) => (typeof part === 'bigint' ? String(part) : part)) ?? 'null';
  } catch {
    return 'null';
  }
}
