import { type Guard, guardsOf } from './guard.ts';

/** Guards of what a company sees of its refused requests. */
export const REFUSED_REQUEST_GUARDS: readonly Guard[] = [
  ...guardsOf('packages/core/src/call/call-desk.ts', 'tests/contract/refused-requests.contract.test.ts', [
    [
      "a report isn't a call",
      "      if (isStatusReport(parameters)) return { refused: 'ADDRESS', found } as const;\n",
      '',
      "isn't a call",
    ],
    ['a call at the status address', "noteRefused(found, { ...parameters, refused: 'ADDRESS' });", '', 'are swapped'],
    [
      "a served call's report leaves no trace",
      "if (routed.found && !(routed.refused === 'ADDRESS' && routed.found.earlier))",
      'if (routed.found)',
      'refused without a trace',
    ],
    ['only a signed call', 'check(request, parameters, found).refused === null && found', 'found', 'signed for that'],
  ]),
  ...guardsOf('packages/core/src/call/refused-requests.ts', 'tests/contract/refused-requests.contract.test.ts', [
    [
      'one write a minute',
      `old.at < to_timestamp(g.at) - interval '1 minute'`,
      'old.at < to_timestamp(g.at)',
      'are written once',
    ],
    [
      'the note of swapped addresses replaces an earlier note',
      `\n        OR (g.reason IN ('SWAPPED_ADDRESSES', 'WRONG_METHOD') AND old.reason <> g.reason)`,
      '',
      "isn't a call",
    ],
    ['a changed account is noted at once', ` OR old.at <= \${CALLS_COUNT_FROM}`, '', 'noted at once'],
    ['one statement at a time', '    if (!isScheduled) schedule();\n', '    schedule();\n', 'never waits'],
  ]),
  ...guardsOf('packages/core/src/call/voice-setup.ts', 'tests/contract/refused-requests.contract.test.ts', [
    ['newer than the account and the number', ' AND refused.at > since.at', '', 'was changed since'],
    [
      'newer than the last call',
      `\n          AND NOT EXISTS (SELECT FROM (\${ofProvider} \${newest}) AS one WHERE one.at > refused.at)`,
      '',
      'forgotten after a call',
    ],
  ]),
  ...guardsOf('packages/core/src/call/call-desk.ts', 'tests/contract/wrong-method.contract.test.ts', [
    ['a call with GET is signed', 'if (refused || !found ||', 'if (!found ||', "its address isn't signed"],
    [
      'a served call with GET leaves no trace',
      ' || found.earlier) return false;',
      ') return false;',
      'caller was served',
    ],
    [
      'GET signs the address only',
      'check(request, { ...parameters, all: {} }, found)',
      'check(request, parameters, found)',
      'company sees why',
    ],
    [
      'only a new call with GET is noted',
      'if (!parameters || !isNewCall(parameters)) return false;',
      'if (!parameters) return false;',
      'nothing about new calls',
    ],
  ]),
  ...guardsOf('packages/core/src/call/refused-requests.ts', 'tests/contract/wrong-method.contract.test.ts', [
    ['the note of a wrong method replaces an earlier note', ", 'WRONG_METHOD')", ')', 'company sees why'],
  ]),
  ...guardsOf('packages/server/src/twilio-doors.ts', 'tests/contract/wrong-method.contract.test.ts', [
    ['only GET is looked at', "call.method !== 'GET' || ", '', 'other methods'],
  ]),
];
