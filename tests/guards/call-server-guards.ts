import { type Guard, guardsOf } from './guard.ts';

/** Guards of the handling of a call. Their tests need a server or a database. */
export const CALL_SERVER_GUARDS: readonly Guard[] = [
  ...guardsOf('packages/core/src/call/voice-request.ts', 'tests/contract/voice.contract.test.ts', [
    [
      'signature',
      'return webhooks.validateRequest(authToken, signature, url, parameters);',
      'return true;',
      'looks like one',
    ],
  ]),
  ...guardsOf('packages/core/src/call/voice-request.ts', 'tests/contract/moved-boundaries.contract.test.ts', [
    [
      'what was signed is clear',
      '  if (isAmbiguous(request.pathAndQuery, entries)) return null;\n',
      '',
      'whose name contains',
    ],
  ]),
  ...guardsOf('packages/core/src/call/check-request.ts', 'tests/contract/voice.contract.test.ts', [
    ['query is signed', `\${request.pathAndQuery}\``, `\${request.pathAndQuery.split('?')[0]}\``, 'sent with a query'],
    [
      'AccountSid of the signer',
      'const account = signers.find(({ accountSid }) => accountSid === parameters.accountSid);',
      'const account = signers[0];',
      'names another account',
    ],
    [
      'no token: refused',
      "return { refused: route ? 'CREDENTIALS' : 'LINE' };",
      "if (!route) return { refused: 'LINE' };",
      'stored no token',
    ],
  ]),
  ...guardsOf('packages/core/src/call/call-desk.ts', 'tests/contract/voice.contract.test.ts', [
    [
      'a copy gets the stored TwiML',
      '      if (earlier) return { found, call: await keepAnswer(earlier, answerBy), isCopy: true } as const;\n',
      '',
      'is one call with the same TwiML, until',
    ],
  ]),
  ...guardsOf('packages/core/src/call/call-writer.ts', 'tests/contract/voice.contract.test.ts', [
    ['unique call and tenant', 'ON CONFLICT (call_sid, tenant_id) DO NOTHING', '', '1 ms apart'],
  ]),
  ...guardsOf('packages/core/src/call/call-desk.ts', 'tests/contract/platform-webhook.contract.test.ts', [
    [
      'a copy that waits is checked again',
      '      const { refused } = check(request, parameters, found);\n      if (refused) return { refused, twiml: null };\n',
      '',
      'a copy that waits',
    ],
  ]),
  ...guardsOf('packages/core/src/call/call-route.ts', 'tests/contract/voice.contract.test.ts', [
    [
      'copy after the release',
      'c.call_sid = asked.call_sid AND c.tenant_id = l.tenant_id',
      'c.call_sid = asked.call_sid',
      'on record for another company',
    ],
  ]),
  ...guardsOf('packages/core/src/call/call-desk.ts', 'tests/processes/frozen-database.test.ts', [
    [
      'route in time',
      'await within(DATABASE_MS, (deadline) => route(request, parameters, simulated, deadline))',
      'await route(request, parameters, simulated, { isOver: false, leftMs: () => DATABASE_MS })',
      'swallows',
    ],
    [
      'finish in time',
      'await within(Math.min(DATABASE_MS, leftMs()), finish)',
      'await finish()',
      'platform has decided',
    ],
    ['a decision is stored later', '      afterwards(finish);\n', '', 'platform has decided'],
    [
      'finish may fail',
      '.catch(() => {\n      afterwards(finish);\n      return decided.twiml;\n    })',
      '',
      'platform has decided',
    ],
  ]),
  ...guardsOf('packages/core/src/call/call-desk.ts', 'tests/contract/slow-database.contract.test.ts', [
    ['late record is corrected', '(recorded && deadline.isOver)', 'false', 'are corrected to the fallback'],
    ['time of the platform', 'Math.min(PLATFORM_MS, leftMs() - FINISH_MS)', 'PLATFORM_MS', 'if the platform is silent'],
    [
      'a copy waits no longer for the database',
      'within(Math.min(DATABASE_MS, leftMs()), () =>\n        findCallRoute(',
      'within(60_000, () =>\n        findCallRoute(',
      'copies that wait for the first one',
    ],
  ]),
  ...guardsOf('packages/core/src/call/call-writer.ts', 'tests/contract/slow-database.contract.test.ts', [
    ['clock of the database', 'THEN clock_timestamp() < to_timestamp(answer_by) END', 'THEN true END', 'SHARE'],
  ]),
  ...guardsOf('packages/server/src/log.ts', 'tests/contract/slow-database.contract.test.ts', [
    [
      'no stack in an outage',
      'error instanceof LateError || unavailableFault(error) !== null',
      'false',
      'are logged in one line',
    ],
  ]),
  ...guardsOf('packages/server/src/twilio-doors.ts', 'tests/contract/voice.contract.test.ts', [
    ['content type', ", accepts: 'application/x-www-form-urlencoded'", '', 'other content types'],
    [
      'every refusal is the same',
      "httpFault(403, 'The request could not be verified')",
      `httpFault(403, \`The request could not be verified: \${answer.refused}\`)`,
      'looks like one to a number',
    ],
  ]),
  ...guardsOf('packages/server/src/body.ts', 'tests/contract/voice.contract.test.ts', [
    ['body limit', 'if (bytes > MAX_BODY_BYTES) throw new HttpError(413);', '', 'other content types'],
  ]),
  ...guardsOf('packages/server/src/twilio-doors.ts', 'tests/processes/frozen-database.test.ts', [
    [
      'dial status in a fault',
      "    if (!new URLSearchParams(request.body).has('DialCallStatus')) throw err;\n    logSurvived(log, err, { requestId: call.requestId }, \"a call's status was lost\");\n    return twiml(EMPTY_TWIML);",
      '    throw err;',
      'end of a forwarded call',
    ],
  ]),
  ...guardsOf('packages/core/src/call/decide-call.ts', 'tests/contract/sip-handling.contract.test.ts', [
    [
      'SIP takes a place',
      'address), takesPlace: true };',
      'address), takesPlace: false };',
      'counts towards the limit',
    ],
    [
      'SIP hosts at each call',
      `      if (refusal) return fallback(\`FORWARD_\${refusal}\`, address);\n`,
      '',
      "provider's own service",
    ],
  ]),
  ...guardsOf('packages/core/src/call/set-handling.ts', 'tests/contract/sip-handling.contract.test.ts', [
    ['SIP hosts when chosen', '  if (sipReason) return refused(sipReason);\n', '', "provider's own service"],
  ]),
  ...guardsOf('packages/core/src/call/explain-route.ts', 'tests/contract/voice-setup.contract.test.ts', [
    ['explain: both spellings', 'spellingsOf(phoneNumber)', '[phoneNumber]', 'either spelling'],
  ]),
  ...guardsOf('packages/core/src/call/platform-webhook.ts', 'tests/contract/platform-webhook.contract.test.ts', [
    ['redirect', "    if (status >= 300 && status < 400) return failed('WEBHOOK_REDIRECT');\n", '', 'WEBHOOK_REDIRECT'],
    ['status 200', "    if (status !== 200) return failed('WEBHOOK_STATUS');\n", '', 'WEBHOOK_STATUS'],
    [
      'is TwiML',
      "isTwiml(text) ? { twiml: text, reason: null } : failed('WEBHOOK_NOT_TWIML')",
      '{ twiml: text, reason: null }',
      'WEBHOOK_NOT_TWIML',
    ],
    [
      'timeout of the webhook',
      'AbortSignal.timeout(call.timeoutMs)',
      'new AbortController().signal',
      'WEBHOOK_TIMEOUT',
    ],
    [
      'timestamp is signed',
      `\`\${call.callSid}.\${timestamp}.\${body}\``,
      `\`\${call.callSid}.\${body}\``,
      'asked once',
    ],
    ['tenant in the request', "  form.set('TenantId', call.tenantId);\n", '', 'asked once'],
    [
      'simulated in the request',
      "  if (call.simulated) form.set('Simulated', 'true');\n",
      '',
      'simulated call says so',
    ],
    [
      'Simulated and the company are ours',
      ' && (CHECKED.includes(name) || !CHECKED_OR_SET.has(name.toLowerCase()))',
      '',
      "can't claim to be simulated",
    ],
    ['names that frameworks read as others', 'NAME.test(name) && ', '', "can't name another company"],
  ]),
  ...guardsOf('packages/core/src/call/guarded-post.ts', 'tests/contract/platform-webhook.contract.test.ts', [
    ['size of the answer', '    if (bytes > maxBytes) throw new AnswerTooLargeError();\n', '', 'WEBHOOK_TOO_LARGE'],
  ]),
  ...guardsOf('packages/core/src/provider/provider-credentials.ts', 'tests/contract/voice.contract.test.ts', [
    [
      'credentials: form of token',
      'AuthToken.safeParse(authToken)',
      '{ success: true as const, data: authToken as string }',
      'stored no token',
    ],
    [
      'credentials: form of sid',
      'AccountSid.safeParse(accountSid)',
      '{ success: true as const, data: accountSid as string }',
      'stored no token',
    ],
  ]),
  ...guardsOf('packages/core/src/call/guarded-post.ts', 'tests/contract/internal-address.contract.test.ts', [
    ['no webhook at an internal address', 'isIP(host) && !isAllowed && !isPublicAddress(host)', 'false', 'written'],
    [
      'no webhook at a name of this machine',
      'isAllowed ? undefined : publicOnly(lookup)',
      'lookup as LookupFunction',
      'finds',
    ],
    ['no webhook at a name with an internal address', '!addresses?.every(', '!addresses?.some(', 'in part'],
  ]),
];
