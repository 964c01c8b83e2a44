import { type Guard, guardsOf } from './guard.ts';

const SHARED = 'packages/core/src/shared-statement.ts';
const TOGETHER = 'tests/database/shared-statements.test.ts';

/** Guards of statements that several companies share. */
export const SHARED_GUARDS: readonly Guard[] = [
  ...guardsOf(SHARED, TOGETHER, [
    [
      'a lock is not waited for together',
      'THEN true ELSE',
      'THEN true WHEN true THEN true ELSE',
      'delays only that company',
    ],
    ['each is asked alone after a failure', 'return alone(question);', 'throw error;', 'was deleted is refused'],
  ]),
  ...guardsOf('packages/core/src/line/claim-line.ts', TOGETHER, [
    [
      'the budget of each company',
      ' AND free.tenant_id IN (SELECT tenant_id FROM allowed) AND (',
      ' AND (',
      'used up its budget',
    ],
  ]),
  ...guardsOf('packages/core/src/call/call-writer.ts', TOGETHER, [
    ['the time of each call', 'clock_timestamp() < to_timestamp(answer_by) END', 'true END', 'each inbound call'],
  ]),
];

/** Those whose tests need no database. */
export const SHARED_UNIT_GUARDS: readonly Guard[] = guardsOf(SHARED, 'packages/core/src/shared-statement.test.ts', [
  [
    'a busy database is not asked again',
    'if (code === undefined || !UNDONE.test(code)) throw error;',
    '',
    'not repeated',
  ],
  ['the lock limit stays out of a transaction', 'if (store !== store.whole) return alone;', '', 'asked alone'],
  [
    'no one waits for another statement',
    'all[position] = { answered: answers[index]',
    'await answers[index];\n          all[position] = { answered: answers[index]',
    'no question waits',
  ],
]);
