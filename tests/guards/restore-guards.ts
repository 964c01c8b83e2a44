import { type Guard, guard } from './guard.ts';

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
    'if (!isWritable(two, two[place])) delete values[place];',
    'if (two === null) delete values[place];',
    `${TAKEOVER}/restore-conflicts.test.ts`,
  ),
  guard(
    'restore leaves a number that was written while it ran to the follower',
    `${LEGACY}/restore-number.ts`,
    'tenant.isQueued ? {',
    'tenant.isQueued && line === id ? {',
    `${TAKEOVER}/restore-conflicts.test.ts`,
  ),
  guard(
    'restore reads a row only when nobody can change it any more',
    `${LEGACY}/restore.ts`,
    'await lockRow(client, id);',
    'void lockRow;',
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
    'if (isKept) changes.push(change);',
    'if (isKept || change.field) changes.push(change);',
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
    '  await lockRow(client, tenantId);',
    '  void lockRow;',
    `${TAKEOVER}/lost-updates.test.ts`,
  ),
  guard(
    'a decision takes only the line that it is about from the others',
    `${LEGACY}/assign.ts`,
    '  await lockRow(client, tenantId);',
    '  void lockRow;',
    `${TAKEOVER}/lost-updates.test.ts`,
  ),
];
