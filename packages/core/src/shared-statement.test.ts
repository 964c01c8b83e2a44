import { expect, it } from 'vitest';
import { sharedStatement } from './shared-statement.ts';
import type { Store } from './store.ts';

interface Question {
  name: string;
  keys?: string[];
}

const whole = (() => {
  const store = {} as Store;
  store.whole = store;
  return store;
})();

/** A statement that answers each question with its name, or as `behave` says. `ran` lists the names of each statement. */
function statement(behave: (names: string[], isPatient: boolean) => unknown = () => {}, store = whole) {
  const ran: { names: string[]; isPatient: boolean }[] = [];
  const ask = sharedStatement<Question, string>(store, {
    keysOf: ({ name, keys }) => keys ?? [name],
    async answer(questions, isPatient) {
      const names = questions.map(({ name }) => name);
      ran.push({ names, isPatient });
      await behave(names, isPatient);
      return names;
    },
  });
  return { ran, ask, askAll: (...names: string[]) => Promise.allSettled(names.map((name) => ask({ name }))) };
}
const failed = (code?: string) => Object.assign(new Error(code ?? 'lost'), code ? { name: 'error', code } : {});
const values = (...all: string[]) => all.map((value) => ({ status: 'fulfilled', value }));

it('questions that arrive together share a statement, and one that arrives later has its own', async () => {
  const { ran, ask, askAll } = statement();
  expect(await askAll('a', 'b', 'c')).toEqual(values('a', 'b', 'c'));
  expect(await ask({ name: 'd' })).toBe('d');
  expect(ran).toEqual([
    { names: ['a', 'b', 'c'], isPatient: false },
    { names: ['d'], isPatient: true },
  ]);
});

it('questions with the same key never share a statement', async () => {
  const { ran, ask } = statement();
  const asked = [
    { name: 'a', keys: ['one', '+1'] },
    { name: 'b', keys: ['two', '+1'] },
    { name: 'c', keys: ['one', '+2'] },
    { name: 'd', keys: ['three', '+3'] },
  ];
  expect(await Promise.all(asked.map(ask))).toEqual(['a', 'b', 'c', 'd']);
  expect(ran.map(({ names }) => names)).toEqual([
    ['a', 'd'],
    ['b', 'c'],
  ]);
});

it('no question waits for the answers of another statement', async () => {
  const { ask } = statement((names) => (names[0] === 'slow' ? new Promise(() => {}) : undefined));
  void ask({ name: 'slow', keys: ['one'] });
  void ask({ name: 'slow', keys: ['one'] });
  expect(await ask({ name: 'quick', keys: ['one'] })).toBe('quick');
});

it('a statement that fails for one question is undone, and each question is asked alone', async () => {
  const { ran, askAll } = statement((names) => {
    if (names.includes('bad')) throw failed('23505');
  });
  const [first, second, third] = await askAll('a', 'bad', 'c');
  expect([first, third]).toEqual(values('a', 'c'));
  expect(second).toMatchObject({ status: 'rejected', reason: { code: '23505' } });
  expect(ran.slice(1)).toEqual(['a', 'bad', 'c'].map((name) => ({ names: [name], isPatient: true })));
});

it('a lock that is not free in time is waited for alone', async () => {
  const { ran, askAll } = statement((_names, isPatient) => {
    if (!isPatient) throw failed('55P03');
  });
  expect(await askAll('a', 'b')).toEqual(values('a', 'b'));
  expect(ran).toHaveLength(3);
});

it.each([undefined, '57014', '57P01', '53300', '08006'])(
  'a statement is not repeated if PostgreSQL is busy, stops, or is lost: %s',
  async (code) => {
    const { ran, askAll } = statement(() => {
      throw failed(code);
    });
    expect((await askAll('a', 'b')).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    expect(ran).toHaveLength(1);
  },
);

it("in a transaction of the host's, each question is asked alone, and waits for locks as long as the host wants", async () => {
  const { ran, askAll } = statement(undefined, { whole } as Store);
  expect(await askAll('a', 'b')).toEqual(values('a', 'b'));
  expect(ran).toEqual(['a', 'b'].map((name) => ({ names: [name], isPatient: true })));
});

it('a statement has at most 32 questions', async () => {
  const { ran, askAll } = statement();
  await askAll(...Array.from({ length: 70 }, (_, index) => String(index)));
  expect(ran.map(({ names }) => names.length)).toEqual([32, 32, 6]);
});
