import { expect, it } from 'vitest';
import { createStatementNames } from './statement-names.ts';

const query = (sql: string) => ({ sql, args: [], argTypes: [] });

it('every text has one name, and no other text has the same', () => {
  const nameOf = createStatementNames();
  expect(nameOf(query('SELECT 1'))).toBe(nameOf(query('SELECT 1')));
  expect(nameOf(query('SELECT 1'))).not.toBe(nameOf(query('SELECT 2')));
});

it('two processes give a text the same name, whatever they ran before', () => {
  const [one, other] = [createStatementNames(), createStatementNames()];
  other(query('SELECT 2'));
  expect(other(query('SELECT 1'))).toBe(one(query('SELECT 1')));
  expect(other(query('SELECT 2'))).toBe(one(query('SELECT 2')));
});

it('a name fits into what PostgreSQL keeps of it', () => {
  expect(createStatementNames()(query('SELECT 1'))).toMatch(/^linekeeper_[0-9a-f]{32}$/);
});

it('statements stay unnamed once there are very many', () => {
  const nameOf = createStatementNames();
  const names = Array.from({ length: 1_000 }, (_, i) => nameOf(query(`SELECT ${i}`)));
  expect(new Set(names.filter(Boolean)).size).toBe(200);
  expect(nameOf(query('SELECT 0'))).toBe(names[0]);
});
