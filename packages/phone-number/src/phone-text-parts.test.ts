import { expect, it } from 'vitest';
import { splitExtension } from './phone-extension.ts';
import { toKeypadDigits, withoutLabel } from './phone-letters.ts';

it.each([
  ['020 7946 0018;ext=42', '020 7946 0018', true],
  ['020 7946 0018 ; ext = 42', '020 7946 0018', true],
  ['020 7946 0018;isub=42 x', '020 7946 0018', true],
  ['Tel. 020\n7946;ext=1\n2', 'Tel. 020\n7946', true],
  ['020 7946 0018 ( ; ext=42', '020 7946 0018', true],
  ['0207946;isub=42', '0207946', true],
  ['020 7946 ; isub = 42', '020 7946', true],
  ['020 7946 (0) ;isub=42', '020 7946 (0)', true],
  ['020 7946 0018 x42', '020 7946 0018', false],
  ['0207946x42', '0207946', false],
  ['Tel 020 7946 0018  x42', 'Tel 020 7946 0018', false],
  ['020 7946 0018 #. 42# )', '020 7946 0018', false],
  ['020 7946 0018,,42', '020 7946 0018', false],
  ['020 7946 0018pw42 ] ', '020 7946 0018', false],
])('the extension of %j is after %j', (text, main, certain) => {
  expect(splitExtension(text)).toEqual({ main, certain });
});

it.each(['020 7946 0018', 'x42', ';ext=42', '020 7946 ax42', '020 7946 0018 x1234567', '020 7946 x42 y'])(
  '%j has no extension',
  (text) => expect(splitExtension(text)).toBeNull(),
);

it.each([
  ['Tel.: +44 20', '+44 20'],
  ['Télé phone: (020)', '(020)'],
  ['Office - 020', null],
  ['Office 020', '020'],
  ['(Tel) 020', null],
  ['Te\u0301: 020', '020'],
  ['e\u0301 020', '020'],
  ['020 Tel: 7946', null],
  ['Tel: x', null],
  ['Tel: y 7', '7'],
  ['1: 020', null],
  ['.: 020', null],
])('%j without its label is %j', (text, rest) => {
  expect(withoutLabel(text)).toBe(rest);
});

it('letters become the digits of their keys', () => {
  expect(toKeypadDigits('FLOWERS')).toBe('3569377');
  expect(toKeypadDigits('abcdefghijklmnopqrstuvwxyz')).toBe('22233344455566677778889999');
  expect(toKeypadDigits('ab 12')).toBeNull();
});
