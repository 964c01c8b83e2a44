import { type Guard, guardsOf } from './guard.ts';

/** Guards of the rules for calls, the permissions and the secrets. Their tests need a server or a database. */
export const CALL_RULE_GUARDS: readonly Guard[] = [
  ...guardsOf('packages/core/src/call/check-request.ts', 'tests/contract/platform-account.contract.test.ts', [
    [
      'account of the signer itself',
      'const account = signers.find(',
      'const account = accepted.find(',
      'one account given by',
    ],
  ]),
  ...guardsOf('packages/core/src/call/call-desk.ts', 'tests/contract/platform-account.contract.test.ts', [
    [
      'status: of the account that reported the call',
      'check(request, parameters, one, one.reportedByPlatform)',
      'check(request, parameters, one)',
      "can't end a call",
    ],
  ]),
  ...guardsOf('packages/core/src/provider/encrypt-secrets.ts', 'tests/contract/platform-account.contract.test.ts', [
    ["the platform's token is rotated", '    await rotatePlatformToken(pool, ring, total);\n', '', 'is rotated'],
    ['only one of an older key', ' || ring.isCurrent(stored.token)', '', 'is rotated'],
    [
      'unreadable stays',
      '    total.unreadable++;\n    return;\n',
      "    total.unreadable++;\n    sealed = ring.seal(PLATFORM_TOKEN, '');\n",
      'is rotated',
    ],
  ]),
  ...guardsOf(
    'packages/core/src/provider/provider-credentials.ts',
    'tests/contract/platform-account.contract.test.ts',
    [
      [
        "an unreadable account doesn't count",
        'if (error instanceof UnreadableSecretError) return null;',
        'if (error instanceof UnreadableSecretError) return { accountSid: ofPlatform.account_sid, authToken: ofPlatform.auth_token };',
        'is encrypted, can be replaced',
      ],
    ],
  ),
  ...guardsOf('packages/core/src/call/call-desk.ts', 'tests/contract/call-handling.contract.test.ts', [
    [
      'status: signature and account',
      'calls.find((one) => check(request, parameters, one, one.reportedByPlatform).refused === null)',
      'calls[0]',
      'is refused without a signature',
    ],
  ]),
  ...guardsOf('packages/server/src/call-handling-door.ts', 'tests/contract/access.contract.test.ts', [
    ['rest: permission to read', "'call:read'", "'inboundNumber:read'", 'GET /api/call-handling'],
    ['rest: permission to change', "'call:update'", "'call:read'", 'PUT /api/call-handling'],
  ]),
  ...guardsOf('packages/core/src/call/decide-call.ts', 'tests/contract/call-handling.contract.test.ts', [
    [
      'forward rules at each call',
      `      if (refusal) return fallback(\`FORWARD_\${refusal}\`, phoneNumber);\n`,
      '',
      'own line',
    ],
    [
      'forward takes a place',
      "answer('FORWARDED', twiml, phoneNumber), takesPlace: true",
      "answer('FORWARDED', twiml, phoneNumber), takesPlace: false",
      'is limited to a number',
    ],
    [
      'list of countries at each call',
      'countries: options.forwardCountries }',
      'countries: null }',
      'countries that the operator',
    ],
  ]),
  ...guardsOf('packages/core/src/call/set-handling.ts', 'tests/contract/call-handling.contract.test.ts', [
    ['forward rules when chosen', '    if (reason) return refused(reason);\n', '', 'is refused'],
    [
      'no platform webhook',
      "handling.kind === 'PLATFORM' && !platformWebhook",
      'false',
      'is the webhook of the platform only',
    ],
    [
      'list of countries reaches the rules',
      'countries: forwardCountries }',
      'countries: null }',
      'countries that the operator',
    ],
  ]),
  ...guardsOf('packages/core/src/call/call-writer.ts', 'tests/contract/call-handling.contract.test.ts', [
    [
      'places are limited',
      `CASE WHEN refused THEN \${v.fallbackTwiml} ELSE twiml END`,
      'twiml',
      'is limited to a number',
    ],
    [
      'race for a place is run again',
      'retries: RETRIES, when: hasLostRace',
      'retries: 0, when: hasLostRace',
      'is limited to a number',
    ],
    ['old place is freed', `AND slot IS NOT NULL AND \${ENDED_LONG_AGO}`, 'AND false', 'is limited to a number'],
    ['old place does not count', `slot = n AND NOT \${ENDED_LONG_AGO}`, 'slot = n', 'is limited to a number'],
    [
      'end frees the place',
      `slot = CASE WHEN \${hasEnded}::boolean THEN NULL ELSE slot END`,
      'slot = slot',
      'is limited to a number',
    ],
    [
      'only an end frees the place',
      `slot = CASE WHEN \${hasEnded}::boolean THEN NULL ELSE slot END`,
      'slot = NULL',
      'is limited to a number',
    ],
    [
      'end of the second half stays',
      `CASE WHEN \${ofForward}::boolean OR status IS NULL OR status = ANY(\${UNDER_WAY}::text[])\n          THEN \${status} ELSE status END`,
      `\${status}`,
      'is noted, and the end',
    ],
  ]),
  ...guardsOf('packages/core/src/call/call-writer.ts', 'tests/contract/voice-setup.contract.test.ts', [
    [
      'simulated call takes no place',
      'return decision.takesPlace && !simulated;',
      'return decision.takesPlace || simulated === null;',
      'marked as simulated',
    ],
  ]),
  ...guardsOf('packages/core/src/provider/encrypt-secrets.ts', 'tests/database/provider-secrets.test.ts', [
    [
      'rotation loses no change',
      'WHERE t.id = n.id AND NOT EXISTS (\n        SELECT FROM jsonb_each(n.before) AS b WHERE t.twilio_config -> b.key IS DISTINCT FROM b.value\n      )',
      'WHERE t.id = n.id',
      'keys of',
    ],
    ['busy is run again', '(total.busy > 0 && pass <= PASSES)', 'false'],
    [
      'unreadable stays',
      '      total.unreadable++;\n      continue;\n',
      "      total.unreadable++;\n      change.sealed[key] = sealSetting(ring, id, key, 'null');\n",
      'moved to another company',
    ],
  ]),
  ...guardsOf('packages/core/src/line/resolve-lines.ts', 'tests/contract/resolve.contract.test.ts', [
    [
      'own lines in resolve',
      ` AND (\${onlyOf}::text IS NULL OR l.tenant_id = \${onlyOf}::text)`,
      '',
      "tells a tenant's key only",
    ],
    [
      'resolve: both spellings',
      'phoneNumbers.map(spellingsOf)',
      'phoneNumbers.map((one) => [one])',
      'under its other spelling',
    ],
  ]),
  ...guardsOf('packages/core/src/line/line-resolver.ts', 'tests/contract/resolve.contract.test.ts', [
    ['no cache in process', 'cache: false,', 'cache: true,', 'in process'],
  ]),
  ...guardsOf('packages/core/src/call/call-route.ts', 'tests/contract/call-handling.contract.test.ts', [
    ['call: both spellings', `calls.map(({ to }) => spellingsOf(to))`, `calls.map(({ to }) => [to])`, 'other spelling'],
  ]),
  ...guardsOf('packages/core/src/call/explain-route.ts', 'tests/contract/voice-setup.contract.test.ts', [
    [
      'explain: own calls',
      ` AND (\${onlyOf}::text IS NULL OR tenant_id = \${onlyOf}::text)`,
      '',
      'tells a company nothing',
    ],
    [
      'explain: own holder',
      ` AND (\${onlyOf}::text IS NULL OR e.to_tenant_id = \${onlyOf}::text)`,
      '',
      'tells a company nothing',
    ],
    ['explain: before that time', ` AND at <= \${at}`, '', 'tells a company nothing'],
  ]),
  ...guardsOf('packages/core/src/call/call-log.ts', 'tests/contract/call-handling.contract.test.ts', [
    ['calls of the tenant', `WHERE tenant_id = \${tenant.id} AND \${before}`, `WHERE \${before}`],
  ]),
  ...guardsOf('packages/core/src/call/voice-router.ts', 'tests/contract/access.contract.test.ts', [
    [
      'permission of getSetup',
      "getSetup: procedureFor('call:read')",
      "getSetup: procedureFor('inboundNumber:read')",
      'voice.getSetup',
    ],
    [
      'permission of listCalls',
      "listCalls: procedureFor('call:read')",
      "listCalls: procedureFor('inboundNumber:read')",
      'voice.listCalls',
    ],
    [
      'permission of setHandling',
      "setHandling: procedureFor('call:update')",
      "setHandling: procedureFor('call:read')",
      'voice.setHandling',
    ],
    [
      'permission of simulateCall',
      "simulateCall: procedureFor('call:update')",
      "simulateCall: procedureFor('call:read')",
      'voice.simulateCall',
    ],
  ]),
  ...guardsOf('packages/core/src/call/voice-router.ts', 'tests/contract/voice-setup.contract.test.ts', [
    [
      'permission of setCredentials',
      "setCredentials: procedureFor('provider:update')",
      "setCredentials: procedureFor('call:update')",
      'replaced by people',
    ],
  ]),
  ...guardsOf('packages/core/src/line/line-router.ts', 'tests/contract/access.contract.test.ts', [
    [
      'permission of explainRoute',
      "explainRoute: procedureFor('call:read')",
      "explainRoute: procedureFor('inboundNumber:read')",
      'phone.explainRoute',
    ],
  ]),
  ...guardsOf('packages/core/src/call/calls-count-from.ts', 'tests/contract/voice-setup.contract.test.ts', [
    ['setup: only since the account changed', `, (\${ACCOUNT_STORED_AT})`, '', 'no longer show'],
  ]),
  ...guardsOf('packages/core/src/call/calls-count-from.ts', 'tests/contract/platform-account.contract.test.ts', [
    ["setup: since the platform's account changed", `, (\${PLATFORM_ACCOUNT_CHANGED_AT})`, '', 'after another account'],
    [
      'setup: own account is another',
      `\n    AND (coalesce(t.twilio_config ->> 'accountSid', '') = '' OR coalesce(t.twilio_config ->> 'authToken', '') = '')`,
      '',
      'after another account',
    ],
  ]),
  ...guardsOf('packages/core/src/call/voice-setup.ts', 'tests/contract/voice-setup.contract.test.ts', [
    ['setup: simulated calls do not count', ' AND NOT c.simulated`', '`', 'marked as simulated'],
    ['setup: masked SID', 'accountSid && isMasked ? ', 'accountSid && !accountSid ? ', 'masked for members'],
    ["setup: a fallback isn't an answer", " AND c.outcome NOT IN ('PENDING', 'FALLBACK')", '', 'from nothing to'],
  ]),
  ...guardsOf('packages/server/src/resolve-service.ts', 'tests/contract/call-handling.contract.test.ts', [
    ['tenant:act', "ofPlatform && named !== undefined && !scopes.includes('tenant:act')", 'false', 'is set over REST'],
  ]),
];
