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
      'a number that a company of the same batch still has is tried again',
      "outcome !== undefined && outcome !== 'TAKEN' &&",
      'outcome !== undefined &&',
      'gets back a number',
    ],
  ]),
  ...guardsOf(`${LEGACY}/restore-number.ts`, 'tests/takeover/restore-conflicts.test.ts', [
    [
      'a place is not filled with another number than the one that the product has saved',
      'hadNumber && !(isOther && isEmpty(now))',
      'hadNumber',
      'contract --empty stay',
    ],
  ]),
  ...guardsOf(`${LEGACY}/restore-idle.ts`, 'tests/takeover/restore-details.test.ts', [
    [
      'a batch leaves details to be written',
      'if (details.changes.length > 0) continue;',
      'void planDetails;',
      'are written',
    ],
  ]),
  ...guardsOf(`${LEGACY}/restore-idle.ts`, 'tests/takeover/restored-lines.test.ts', [
    [
      'a batch leaves a line that another company still has in its row',
      "answers.get(id) === 'DONE')",
      'answers.size >= 0)',
      'passed on',
    ],
  ]),
  ...guardsOf(`${LEGACY}/command/contract-command.ts`, 'tests/takeover/left-numbers.test.ts', [
    [
      'numbers that contract --empty leaves are left for a person',
      'unresolved: left.length > 0',
      'unresolved: left.length < 0',
      'lists each number',
    ],
  ]),
  ...guardsOf(`${LEGACY}/left-numbers.ts`, 'tests/takeover/left-numbers.test.ts', [
    ['JSON without the number is not listed', 'THEN s.config_e164 IS NOT NULL', 'THEN true', 'lists each number'],
  ]),
];
