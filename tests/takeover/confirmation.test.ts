import { runCommandLine } from 'linekeeper';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { linekeeper } from '../support/command-line.ts';
import { legacyTable } from '../support/legacy-table.ts';
import { LEGACY_TABLE } from '../support/legacy-tenants.ts';
import { createTestDatabase, type TestDatabase } from '../support/test-database.ts';
import { TEST_SECRET } from '../support/test-secret.ts';

let test: TestDatabase;
beforeEach(async () => {
  test = await createTestDatabase();
  await test.sql(LEGACY_TABLE);
  await legacyTable(test).add('one', '+12125550123');
  for (const args of [['legacy', 'link'], ['backfill']])
    expect(await linekeeper(variables(), ...args)).toMatchObject({ code: 0 });
});
afterEach(() => test[Symbol.asyncDispose]());

const variables = () => ({
  ...{ DATABASE_URL: test.url, DATABASE_OWNER_URL: test.ownerUrl, LINEKEEPER_SECRET: TEST_SECRET },
});
const isLinked = async () =>
  (await test.sql('SELECT FROM linekeeper.legacy_links WHERE contracted_at IS NULL')).length > 0;

/** Runs a command on a terminal, where a person types this answer. */
async function onTerminal(typed: string, ...args: string[]) {
  const questions: string[] = [];
  let err = '';
  const code = await runCommandLine(args, variables(), {
    out: () => {},
    err: (text) => {
      err += text;
    },
    warn: () => {},
    ask: async (question) => {
      questions.push(question);
      return typed;
    },
  });
  return { code, err, questions };
}

const ENDING = [['contract'], ['legacy', 'unlink'], ['legacy', 'remove', '--delete-lines']];

it.each(ENDING)('%s %s asks on a terminal, and changes nothing without a yes', async (...args) => {
  for (const typed of ['', 'n', 'yesterday']) {
    const answer = await onTerminal(typed, ...args);
    expect(answer).toMatchObject({
      code: 1,
      err: 'Nothing was changed\n',
      questions: [expect.stringMatching(/\[y\/N] $/)],
    });
  }
  expect(await linekeeper(variables(), ...args)).toMatchObject({ code: 2, err: expect.stringContaining('Add --yes') });
  expect(await isLinked()).toBe(true);
});

it.each(['y', 'Yes\n'])('contract ends the link if %j is typed, and with --yes without a question', async (typed) => {
  expect(await onTerminal(typed, 'contract')).toMatchObject({ code: 0, err: '' });
  expect(await isLinked()).toBe(false);
  expect(await onTerminal('', 'legacy', 'restore')).toMatchObject({ code: 0, questions: [] });
  expect(await onTerminal('', 'contract', '--yes')).toMatchObject({ code: 0, questions: [] });
});

it('revert and restore never ask, and accept --yes', async () => {
  expect(await linekeeper(variables(), 'legacy', 'revert', '--all', '--yes')).toMatchObject({ code: 0, err: '' });
  expect(await onTerminal('', 'legacy', 'revert', '--all')).toMatchObject({ code: 0, questions: [] });
  expect(await linekeeper(variables(), 'backfill')).toMatchObject({ code: 0 });
  expect(await linekeeper(variables(), 'contract', '--yes')).toMatchObject({ code: 0 });
  expect(await linekeeper(variables(), 'legacy', 'restore', '--yes')).toMatchObject({ code: 0, err: '' });
});
