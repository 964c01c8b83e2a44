import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { readEnv } from './env.ts';

const EXAMPLE = readFileSync(new URL('../../../.env.example', import.meta.url), 'utf8');
const SOURCE = ['./env.ts', './voice-env.ts']
  .map((file) => readFileSync(new URL(file, import.meta.url), 'utf8'))
  .join('\n');

const example = Object.fromEntries(
  [...EXAMPLE.matchAll(/^# ([A-Z][A-Z_]+)=(.*)$/gm)].map(([, name, value]) => [name as string, value as string]),
);

it('the example file has exactly the variables that env.ts reads', () => {
  const read = [...SOURCE.matchAll(/^ {2}([A-Z][A-Z_]+): /gm)].map(([, name]) => name as string);
  expect(read.length).toBeGreaterThan(15);
  expect(Object.keys(example).sort()).toEqual(read.sort());
});

it('the example file has the default of every variable', () => {
  expect(readEnv(example)).toEqual(readEnv({}));
});
