import { expect, it } from 'vitest';
import { createStatementNames } from './statement-names.ts';

it('each statement has a name of its own', () => {
  const nameOf = createStatementNames();
  expect(nameOf('SELECT 1')).toBe(nameOf('SELECT 1'));
  expect(nameOf('SELECT 1')).not.toBe(nameOf('SELECT 2'));
});

it('two processes give a statement the same name, no matter what they ran before', () => {
  const [one, other] = [createStatementNames(), createStatementNames()];
  other('SELECT 2');
  expect(other('SELECT 1')).toBe(one('SELECT 1'));
  expect(other('SELECT 2')).toBe(one('SELECT 2'));
});

it("a name isn't longer than PostgreSQL allows", () => {
  expect(createStatementNames()('SELECT 1')).toMatch(/^linekeeper_[0-9a-f]{32}$/);
});

it('statements have no name if there are very many', () => {
  const nameOf = createStatementNames();
  const names = Array.from({ length: 1_000 }, (_, i) => nameOf(`SELECT ${i}`));
  expect(new Set(names.filter(Boolean)).size).toBe(200);
  expect(nameOf('SELECT 0')).toBe(names[0]);
});
