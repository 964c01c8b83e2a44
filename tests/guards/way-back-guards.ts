import { type Guard, guardsOf } from './guard.ts';

const LEGACY = 'packages/legacy/src';
const KEPT_RECORDS = 'tests/takeover/kept-records.test.ts';
const REVERT = 'tests/takeover/revert.test.ts';

/** Guards of what the way back puts back, leaves and lists. */
export const WAY_BACK_GUARDS: readonly Guard[] = [
  ...guardsOf(`${LEGACY}/settle.ts`, KEPT_RECORDS, [
    [
      'a JSON column that was NULL is recorded',
      'const configWasNull = isNew ||',
      'const configWasNull =',
      'is NULL again',
    ],
    [
      'a second decision keeps the record that the JSON column was NULL',
      "isLeft('config') && (earlier?.config_was_null ?? false)",
      'false',
      'is NULL again',
    ],
    [
      'a JSON column that the decision leaves NULL is not recorded',
      "outcome === 'ASSIGNED' && (await",
      '(await',
      'was emptied by the product',
    ],
  ]),
  ...guardsOf(`${LEGACY}/null-config.ts`, KEPT_RECORDS, [
    [
      'settings that the product has added stay',
      '.settings} = $',
      '.settings} IS NOT NULL OR $',
      'has a setting of the product',
    ],
  ]),
  ...guardsOf(`${LEGACY}/lock-idle.ts`, REVERT, [
    [
      'a batch waits for no row',
      'FOR NO KEY UPDATE OF t SKIP LOCKED',
      'FOR NO KEY UPDATE OF t',
      "doesn't stop the others",
    ],
    [
      'a batch leaves out companies that must be followed first',
      'for (const { id } of queued) locked.delete(id);',
      'void queued;',
      'first of many companies',
    ],
  ]),
  ...guardsOf(`${LEGACY}/revert.ts`, REVERT, [
    [
      'a number that is still in a row in use is tried again',
      "outcome !== undefined && outcome !== 'TAKEN' &&",
      'outcome !== undefined &&',
      'gets back a number',
    ],
  ]),
];
