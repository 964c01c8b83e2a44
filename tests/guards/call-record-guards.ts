import { type Guard, guardsOf } from './guard.ts';

/** Guards of the records of calls. Their tests need a database. */
export const CALL_RECORD_GUARDS: readonly Guard[] = [
  ...guardsOf('packages/core/src/call/status-report.ts', 'tests/contract/call-handling.contract.test.ts', [
    ['status: form', '  if (!/^[a-z-]{1,20}$/.test(status)) return null;\n', '', 'status of another form'],
    ['status: duration form', '/^\\d{1,6}$/.test(seconds) ? Number(seconds) : null', 'Number(seconds)', 'a duration'],
  ]),
  ...guardsOf('packages/core/src/call/call-writer.ts', 'tests/database/call-writer.test.ts', [
    [
      'line still held when recorded',
      'ON held.e164 = decided.line AND held.tenant_id = decided.tenant_id',
      'ON held.e164 = decided.line',
      'is not recorded if',
    ],
    [
      'first decision stays',
      `twiml = coalesce(twiml, \${decided.twiml}),`,
      `twiml = \${decided.twiml},`,
      'is decided once',
    ],
    [
      'first outcome stays',
      `outcome = CASE WHEN twiml IS NULL THEN \${decided.outcome} ELSE outcome END,`,
      `outcome = \${decided.outcome},`,
      'is decided once',
    ],
  ]),
  ...guardsOf('packages/core/src/call/call-writer.ts', 'tests/database/call-writer.test.ts', [
    [
      'only its own record is corrected',
      `\n        AND correctable_by = \${correctableBy}::uuid`,
      '',
      'is corrected only by the request',
    ],
  ]),
  ...guardsOf('packages/core/src/call/call-desk.ts', 'tests/database/call-copies.test.ts', [
    [
      'a lost statement is corrected later',
      'if (recorded === undefined) setTimeout(correct, STATEMENT_MS).unref();',
      '',
      'connection was lost',
    ],
    [
      "a copy's answer stays on record",
      'call: await keepAnswer(earlier, answerBy)',
      'call: earlier',
      'before a late record is corrected',
    ],
  ]),
  ...guardsOf('packages/core/src/call/call-route.ts', 'tests/database/call-copies.test.ts', [
    ['a cleared answer is not pending', 'twiml ?? (isPending ? null : FALLBACK_TWIML)', 'twiml', 'was cleared'],
  ]),
  ...guardsOf('packages/core/src/call/call-writer.ts', 'tests/database/call-copies.test.ts', [
    [
      'a late copy keeps nothing',
      `id = \${id}::bigint AND clock_timestamp() < to_timestamp(\${answerBy}::float8)`,
      `id = \${id}::bigint AND \${answerBy}::float8 > 0`,
      'answered too late',
    ],
    [
      'a copy that fails corrects nothing',
      `outcome <> 'FALLBACK'\n        AND correctable_by = \${correctableBy}::uuid`,
      `outcome <> 'FALLBACK'`,
      'fails on a timeout',
    ],
  ]),
  ...guardsOf('packages/core/src/call/call-log.ts', 'tests/database/call-records.test.ts', [
    ['kept for the set time', `at < now() - make_interval(days => \${keepDays}::int)`, 'true', 'old calls are deleted'],
    ['every batch is deleted', 'changed === BATCH; total', 'changed > BATCH; total', 'old calls are deleted'],
    [
      'recent answers of the platform stay',
      ` AND at < now() - make_interval(hours => \${RELAYED_HOURS}::int)`,
      ` AND \${RELAYED_HOURS}::int > 0`,
      'are cleared after',
    ],
    ['cleared answers are not read again', 'AND twiml IS NOT NULL AND at', 'AND at', 'are cleared after'],
  ]),
];
