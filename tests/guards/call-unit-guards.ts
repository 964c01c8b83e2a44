import { type Guard, guardsOf } from './guard.ts';

/** Guards of calls and secrets. Their tests need no database. */
export const CALL_UNIT_GUARDS: readonly Guard[] = [
  ...guardsOf('packages/core/src/call/voice-request.ts', 'packages/core/src/call/voice-request.test.ts', [
    ['repeated parameters', ' || Object.keys(all).length !== entries.length', ''],
    ['a second number', 'count(CALLED, textOf(sorted)) > 1 || ', ''],
    ['a second call', ' || count(CALL, textOf(ofThisCall)) > 1', ''],
    ['query is part of what was signed', 'pathAndQuery + some.flat()', 'some.flat()'],
    ['ids of other calls', '!(OTHER_CALL.test(name) && CallSid.safeParse(value).success)', 'true'],
    ['form of To', '  To: PhoneNumber,', '  To: z.string() as unknown as typeof PhoneNumber,'],
    ['form of CallSid', '.regex(/^CA[0-9a-f]{32}$/)', ''],
    ['form of AccountSid', '  AccountSid,\n});', '  AccountSid: z.string(),\n});'],
    [
      'own properties (__proto__)',
      'const all = Object.fromEntries(entries);',
      'const all: Record<string, string> = {}; for (const [k, v] of entries) all[k] = v;',
    ],
  ]),
  ...guardsOf('packages/core/src/call/call-desk.ts', 'packages/core/src/call/call-desk.test.ts', [
    [
      'no record after the answer',
      "    if (deadline.isOver) throw new LateError('It was too late to record the call');\n",
      '',
    ],
    [
      'unknown call costs an HMAC',
      'check(request, parameters, found).refused === null && found',
      'found && check(request, parameters, found).refused === null',
    ],
  ]),
  ...guardsOf('packages/core/src/call/check-request.ts', 'packages/core/src/call/call-desk.test.ts', [
    [
      'unknown number costs as many HMACs',
      '      for (let checked = accepted.length; checked < MAX_ACCOUNTS; checked++) signed({ authToken: NO_TOKEN });\n',
      '',
    ],
  ]),
  ...guardsOf('packages/core/src/call/forwarding.ts', 'packages/core/src/call/forwarding.test.ts', [
    ['own line', "  if (line !== null && spellingsOf(line).includes(phoneNumber)) return 'OWN_LINE';\n", ''],
    ['own line, other spelling', 'spellingsOf(line).includes(phoneNumber)', 'line === phoneNumber'],
    ['satellite', "  if (SATELLITE.test(phoneNumber)) return 'SATELLITE';\n", ''],
    ['kind', "  if (!KINDS.has(phoneNumberType(phoneNumber))) return 'KIND';\n", ''],
    ['country', "return isAllowed ? null : 'COUNTRY';", 'return null;'],
    [
      'operator list replaces own country',
      '(countries ? countries.has(of) : of === country ||',
      '(countries?.has(of) || of === country ||',
    ],
    [
      'a mobile of Guernsey looks British',
      '(countries ? countries.has(of) : of === country ||',
      "(countries ? countries.has(of) : (of === 'GG' ? 'GB' : of) === country ||",
      'to a mobile of Guernsey',
    ],
    ["the provider's SIP hosts", "? 'SIP_HOST' : null", '? null : null'],
    ['maddr', '[@.=]', '[@.]'],
    ['only its hosts', '[@.=]twilio', 'twilio'],
    ['no longer name', '(?!\\.?[a-z\\d-])', ''],
    ['no country known', 'of !== null && ', ''],
  ]),
  ...guardsOf('apps/dashboard/src/voice/handling-text.ts', 'apps/dashboard/src/voice/handling-text.test.ts', [
    [
      "a number is shown as the company's country reads it",
      'parsePhoneNumber(text, { country })',
      'parsePhoneNumber(text)',
    ],
  ]),
  ...guardsOf('packages/core/src/call/twiml.ts', 'packages/core/src/call/twiml.test.ts', [
    ['doctype', "  parser.on('doctype', () => {\n    refused = true;\n  });\n", ''],
    ['well-formed', "  parser.on('error', () => {\n    refused = true;\n  });\n", "  parser.on('error', () => {});\n"],
    ['root is Response', "root === 'Response' && !refused", '!refused'],
  ]),
  ...guardsOf('packages/core/src/call/guarded-post.ts', 'packages/core/src/call/guarded-post.test.ts', [
    [
      'numbers',
      '  if (isIP(host) && !isAllowed && !isPublicAddress(host)) throw new InternalAddressError(host);\n',
      '',
    ],
    [
      'names',
      'lookup: isAllowed ? undefined : publicOnly(lookup),',
      'lookup: isAllowed ? undefined : (lookup as LookupFunction),',
    ],
    ['every address of a name', '!addresses?.every(', '!addresses?.some('],
    ['allowed by name only', 'internalHosts.has(host)', 'internalHosts.size > 0'],
    ['no kept connection', '      agent: false,\n', ''],
    [
      'the checked address is the one that is connected to',
      'return options.all ? callback(null, addresses) : callback(null, first.address, first.family);',
      'return lookup(hostname, options as never, callback as never);',
    ],
    [
      'no redirect is followed',
      '  const chunks: Buffer[] = [];\n',
      `  const to = response.headers.location;
  if (to) return guardedPost({ ...post, url: new URL(to), internalHosts: new Set(['127.0.0.1', '::1']) });
  const chunks: Buffer[] = [];\n`,
    ],
  ]),
  ...guardsOf('packages/core/src/call/public-address.ts', 'packages/core/src/call/guarded-post.test.ts', [
    ['ranges', "  if (parsed.range() !== 'unicast') return false;\n", ''],
    ['global unicast', '(parsed as ipaddr.IPv6).match(GLOBAL_UNICAST)', 'true'],
    ['cloud host', 'parsed.toString() !== CLOUD_HOST', 'true'],
  ]),
  ...guardsOf('packages/core/src/provider/key-ring.ts', 'packages/core/src/provider/key-ring.test.ts', [
    ['associated data', "['linekeeper', keyId, tenantId, field]", "['linekeeper']"],
    ['tenant in it', "['linekeeper', keyId, tenantId, field]", "['linekeeper', keyId, field]"],
    ['field in it', "['linekeeper', keyId, tenantId, field]", "['linekeeper', keyId, tenantId]"],
    ['key id in it', "['linekeeper', keyId, tenantId, field]", "['linekeeper', tenantId, field]"],
    [
      'as JSON',
      "JSON.stringify(['linekeeper', keyId, tenantId, field])",
      `\`linekeeper\${keyId}\${tenantId}\${field}\``,
    ],
    ['one spelling', " || bytes.toString('base64url') !== encoded", ''],
    ['length', 'bytes.length < IV_BYTES + TAG_BYTES || ', ''],
    ['version', '/^v1\\.', '/^v\\d\\.'],
    ['fresh iv', 'const iv = randomBytes(IV_BYTES);', 'const iv = Buffer.alloc(IV_BYTES);'],
  ]),
  ...guardsOf('packages/core/src/provider/sealed-settings.ts', 'packages/core/src/provider/key-ring.test.ts', [
    [
      'planted sealed is sealed again',
      'isSecretSetting(key, value) ? sealSetting',
      'isSecretSetting(key, value) && !isSealed(value) ? sealSetting',
    ],
    ['secrets are sealed', '!isDeepStrictEqual(maskSecrets(key, value), value);', 'false;'],
    ['imitations are sealed', 'return imitates || ', 'return '],
  ]),
  ...guardsOf('apps/linekeeper/src/voice-env.ts', 'apps/linekeeper/src/voice-env.test.ts', [
    [
      'pairs of variables',
      '.filter(([one, other]) => Boolean(given[one]) !== Boolean(given[other]))',
      '.filter(() => false)',
    ],
    ['no user in the webhook address', "url.username === '' && url.password === ''", 'true'],
    [
      'length of the webhook secret',
      `.min(SECRET_MIN_LENGTH, \`must have at least \${SECRET_MIN_LENGTH} characters\`)`,
      '',
    ],
    ['length of keys', '{43}=', '+'],
  ]),
];
