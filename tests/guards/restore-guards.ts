import { type Guard, guard, guardsOf } from './guard.ts';

const LEGACY = 'packages/legacy/src';
const TAKEOVER = 'tests/takeover';

/** Guards of the way back from the move: nothing that a person wrote last is lost. */
export const RESTORE_GUARDS: readonly Guard[] = [
  guard(
    'a name that came with a sign-in is not written over a newer one',
    `${LEGACY}/restore-details.ts`,
    'if (own.name !== ended.name && isOurName && own.name !== row.name) {',
    'if (own.name !== ended.name && own.name !== row.name) {',
    `${TAKEOVER}/contract.test.ts`,
  ),
  guard(
    'restore writes lines that companies have exchanged',
    `${LEGACY}/restore-number.ts`,
    'if (!isLast) {',
    'if (!isLast && id === line) {',
    `${TAKEOVER}/restored-lines.test.ts`,
  ),
  guard(
    'restore overwrites no number that the legacy product has written since',
    `${LEGACY}/restore-number.ts`,
    'if (!isWritable(two, two[place], line)) delete values[place];',
    'if (two === null) delete values[place];',
    `${TAKEOVER}/restore-conflicts.test.ts`,
  ),
  guard(
    'restore leaves a number that was written while it ran to the follower',
    `${LEGACY}/restore-number.ts`,
    'if (restored.tenant.isQueued) return',
    'if (restored.tenant.isQueued && shape === null) return',
    `${TAKEOVER}/restore-conflicts.test.ts`,
  ),
  guard(
    'restore reads a row only when nobody can change it any more',
    `${LEGACY}/legacy-row.ts`,
    'const isLocked = await lockRow(client, tenantId);',
    'const isLocked = lockRow.length > 0;',
    `${TAKEOVER}/restore-conflicts.test.ts`,
  ),
  guard(
    'a number that was cleared since contract is not written again before a person decides',
    `${LEGACY}/legacy-tenant.ts`,
    "    return verdict('CLEARED');",
    "    void 'CLEARED';",
    `${TAKEOVER}/restore-conflicts.test.ts`,
  ),
  guard(
    'restore overwrites no detail that the legacy product has changed since',
    `${LEGACY}/restore-details.ts`,
    'if (isKept) plan.changes.push(change);',
    'if (isKept || change.field) plan.changes.push(change);',
    `${TAKEOVER}/restore-details.test.ts`,
  ),
  guard(
    'restore writes the details of companies that were created after contract',
    `${LEGACY}/restore.ts`,
    'await recordNewTenants(client, shape);',
    'void recordNewTenants;',
    `${TAKEOVER}/restore-details.test.ts`,
  ),
  guard(
    'nothing else is changed before an interrupted restore has ended',
    `${LEGACY}/legacy-storage.ts`,
    'if (shape.isRestoring) throw',
    'if (shape.isRestoring && !shape.isCurrent) throw',
    `${TAKEOVER}/restore-conflicts.test.ts`,
  ),
  guard(
    'a change that is followed, reverted or decided overwrites none that is being written',
    `${LEGACY}/follow.ts`,
    'const isLocked = await lockRow(client, tenantId);',
    'const isLocked = lockRow.length > 0;',
    `${TAKEOVER}/lost-updates.test.ts`,
  ),
  guard(
    'a decision takes only the line that it is about from the others',
    `${LEGACY}/legacy-row.ts`,
    'const isLocked = await lockRow(client, tenantId);',
    'const isLocked = lockRow.length > 0;',
    `${TAKEOVER}/lost-updates.test.ts`,
  ),
  ...guardsOf(`${LEGACY}/follow.ts`, `${TAKEOVER}/stale-reads.test.ts`, [
    [
      'a company that is created meanwhile is not overwritten',
      'if (places && !isLocked) throw',
      'if (places && !isLocked && tenantId === link.country) throw',
      'creates a company while',
    ],
    [
      'a company that is deleted meanwhile is not registered again',
      'if (before && !isLocked) throw',
      'if (before && !isLocked && tenantId === link.country) throw',
      'stays deleted',
    ],
  ]),
  ...guardsOf(`${LEGACY}/mirror-missing.ts`, `${TAKEOVER}/stale-reads.test.ts`, [
    ['a missing line overwrites no newer text', 'FOR SHARE OF t SKIP LOCKED', '', 'a missing line is found stays'],
  ]),
  ...guardsOf(`${LEGACY}/contract.ts`, `${TAKEOVER}/stale-reads.test.ts`, [
    [
      'the link ends only if no claim was refused meanwhile',
      'UNION ALL SELECT FROM linekeeper.refused_claims LIMIT 1',
      'LIMIT 1',
      'contract keeps the link',
    ],
  ]),
  ...guardsOf(`${LEGACY}/while-alone.ts`, `${TAKEOVER}/stale-reads.test.ts`, [
    [
      'a command works only with the link that it has read',
      'if ((await readLinkState(client)) !== state) throw',
      'if (state === LINK_CHANGED) throw',
      'a command that read the link',
    ],
  ]),
  ...guardsOf(`${LEGACY}/legacy-worker.ts`, `${TAKEOVER}/stale-reads.test.ts`, [
    [
      'a server installs nothing for a link that has ended',
      'if (rowCount === 0) throw new LinkEnded();',
      'void rowCount;',
      'a server that starts while',
    ],
  ]),
  ...guardsOf(`${LEGACY}/restore-number.ts`, `${TAKEOVER}/replaced-settings.test.ts`, [
    [
      'a number without a place in the JSON is listed',
      '(isReplaced && !(isDecided && isEmpty(before.config))) ||',
      '',
      'is listed by restore',
    ],
  ]),
  ...guardsOf(`${LEGACY}/legacy-shape.ts`, `${TAKEOVER}/replaced-settings.test.ts`, [
    [
      'each setting on the path must be an object',
      '    configIsObject: `(${enclosing(settings, link.configPath)\n',
      '    configIsObject: `(${enclosing(settings, link.configPath.slice(0, 1))\n',
      'keeps its line',
    ],
  ]),
  ...guardsOf(`${LEGACY}/staging.ts`, `${TAKEOVER}/replaced-settings.test.ts`, [
    [
      'a decision counts only for what was there then',
      "d.outcome IN ('ASSIGNED', 'DROPPED') AND d.config_value IS NULL",
      "d.outcome IN ('ASSIGNED', 'DROPPED')",
      'a number that was decided, and replaced since',
    ],
  ]),
  ...guardsOf(`${LEGACY}/decision-standing.ts`, `${TAKEOVER}/replaced-settings.test.ts`, [
    [
      'a decision that counts only for what was there can be made again',
      'row.is_in_dispute || isUnreadable || isCleared',
      'row.is_in_dispute || isCleared',
      'a number that was decided, and replaced since',
    ],
  ]),
  ...guardsOf(`${LEGACY}/assign.ts`, `${TAKEOVER}/repeated-decisions.test.ts`, [
    ['a decision is made once', '(wasDecided && !overrule)', '(wasDecided && overrule)', 'except with --overrule'],
    [
      'the record of a winner stays',
      'if (!isRecorded || !isAsDecided)',
      'if (places)',
      'keeps the record of the winner',
    ],
    [
      'a decision needs a company with the line',
      'if (!isTheirs && !overrule)',
      'if (!isTheirs && !tenantId)',
      'is refused',
    ],
  ]),
  ...guardsOf(`${LEGACY}/revert.ts`, `${TAKEOVER}/replaced-settings.test.ts`, [
    [
      'a number that revert has no place for is listed',
      "if (isReplaced(settled, places)) return 'REPLACED';",
      'void isReplaced;',
      'is listed by revert',
    ],
  ]),
  ...guardsOf(`${LEGACY}/restore-details.ts`, `${TAKEOVER}/replaced-settings.test.ts`, [
    [
      'a setting that leaves no place for the number is listed',
      'isWritable && isWhole && ',
      'isWritable && ',
      'leaves no place',
    ],
  ]),
  ...guardsOf(`${LEGACY}/settlement.ts`, `${TAKEOVER}/missing.test.ts`, [
    [
      'a text that was cleared since stays',
      "if (now.kind === 'BLANK') return 'CHANGED';",
      '',
      'stays cleared when that is reverted',
    ],
  ]),
  ...guardsOf(`${LEGACY}/settle.ts`, `${TAKEOVER}/kept-records.test.ts`, [
    [
      'a second decision keeps what was there before the first',
      'isUnchanged && places !== null',
      'false && places !== null',
      'both back',
    ],
    [
      'a number that was saved between two decisions is recorded',
      "placeState(earlier, places, name, line?.e164 ?? null) === 'LEFT'",
      'true',
      'saved since a decision',
    ],
    [
      'a number that was saved in Linekeeper between two decisions is recorded',
      'isLineLeft(earlier, line) && ',
      '',
      'saved in Linekeeper between two decisions',
    ],
  ]),
  ...guardsOf(`${LEGACY}/revert.ts`, `${TAKEOVER}/kept-records.test.ts`, [
    [
      'a line that was held before the decision stays',
      'line.claimed_at >= settled_at',
      'line.claimed_at <= new Date()',
      'a line that a company held itself',
    ],
  ]),
  ...guardsOf(`${LEGACY}/backfill.ts`, `${TAKEOVER}/kept-records.test.ts`, [
    [
      'backfill keeps the record of a lost line',
      "outcome = CASE s.outcome WHEN 'LOST' THEN s.outcome ELSE 'MOVED' END",
      "outcome = 'MOVED'",
      'both back',
    ],
  ]),
  ...guardsOf(`${LEGACY}/empty-places.ts`, `${TAKEOVER}/kept-records.test.ts`, [
    [
      'contract --empty keeps the record of a decision',
      'DO UPDATE SET was_emptied = true,',
      "DO UPDATE SET outcome = 'EMPTIED', was_emptied = true,",
      'revert puts back what decisions have removed',
    ],
  ]),
];
