import { expect, it } from 'vitest';
import { createStatementNames } from './statement-names.ts';

const query = (sql: string) => ({ sql, args: [], argTypes: [] });

it('gives every text one name, and no other text the same', () => {
  const nameOf = createStatementNames();
  expect(nameOf(query('SELECT 1'))).toBe(nameOf(query('SELECT 1')));
  expect(nameOf(query('SELECT 1'))).not.toBe(nameOf(query('SELECT 2')));
});

it('leaves statements unnamed once there are very many', () => {
  const nameOf = createStatementNames();
  const names = Array.from({ length: 1_000 }, (_, i) => nameOf(query(`SELECT ${i}`)));
  expect(new Set(names.filter(Boolean)).size).toBe(200);
  expect(nameOf(query('SELECT 0'))).toBe(names[0]);
});
