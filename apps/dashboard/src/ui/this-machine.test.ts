import { expect, it } from 'vitest';
import { isThisMachine } from './this-machine.ts';

it.each([
  ['localhost', true],
  ['127.0.0.1', true],
  ['[::1]', true],
  ['lines.example', false],
  ['localhost.lines.example', false],
  ['127.0.0.1.example', false],
])('whether %s is this machine: %s', (host, is) => {
  expect(isThisMachine(host)).toBe(is);
});
