import { Sql, sqltag as sql } from '@prisma/client/runtime/client';
import { expect, it } from 'vitest';
import { prepare } from './prepared.ts';

interface Sent {
  name: string;
  text: string;
  values: unknown[];
}

/** A client that only notes what it's sent. */
function noting() {
  const sent: Sent[] = [];
  const query = async (statement: Sent) => {
    sent.push(statement);
    return { rows: [{ found: true }] };
  };
  return { sent, client: { query } as never };
}

it('a value that occurs several times is sent once, even in nested fragments', async () => {
  const { sent, client } = noting();
  const find = prepare<{ id: string; at: Date | null }>(({ id, at }) => {
    const own = sql`id = ${id}`;
    return sql`SELECT ${at}::date WHERE ${own} OR (${own} AND at < ${at})`;
  });
  expect(await find(client, { id: 'a', at: null })).toEqual([{ found: true }]);
  expect(sent[0]).toMatchObject({
    text: 'SELECT $1::date WHERE id = $2 OR (id = $2 AND at < $1)',
    values: [null, 'a'],
  });
});

it('a prepared statement has the same name and text each time', async () => {
  const { sent, client } = noting();
  const find = prepare<{ id: number }>(({ id }) => sql`SELECT ${id}`);
  await find(client, { id: 1 });
  await find(client, { id: 2 });
  expect(sent.map(({ name, text }) => [name, text])).toEqual(Array(2).fill([sent[0]?.name, 'SELECT $1']));
  expect(sent.map(({ values }) => values)).toEqual([[1], [2]]);
});

it('a statement with a value of its own is refused, because the value would be the same for every caller', () => {
  expect(() => prepare<{ id: number }>(({ id }) => sql`SELECT ${id} LIMIT ${10}`)).toThrow('a value of its own: 10');
  expect(() => prepare(() => new Sql(['SELECT ', ''], ['x']))).toThrow('a value of its own: x');
});
