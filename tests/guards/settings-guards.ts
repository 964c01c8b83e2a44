import { type Guard, guardsOf } from './guard.ts';

/** Guards of the history of settings, and of what a company chooses for itself. */
export const SETTINGS_GUARDS: readonly Guard[] = [
  ...guardsOf('packages/core/src/call/set-handling.ts', 'tests/contract/settings.contract.test.ts', [
    [
      "the company's own choice of a country allows no forwarding",
      'country: await findOperatorsCountry(handle)',
      'country: tenant.country',
      'does not allow a company to forward',
    ],
  ]),
  ...guardsOf('packages/core/src/call/call-route.ts', 'tests/contract/settings.contract.test.ts', [
    [
      'nor at each call',
      't.id AS "tenantId", t.country,',
      't.id AS "tenantId", coalesce(t.own_country, t.country) AS country,',
      'does not allow a company to forward',
    ],
  ]),
  ...guardsOf('packages/core/src/settings/settings-events.ts', 'tests/contract/settings.contract.test.ts', [
    [
      "a setting that stays the same isn't a change",
      '    WHERE c.before IS DISTINCT FROM c.after\n',
      '',
      'says who changed',
    ],
  ]),
  ...guardsOf('packages/core/src/organization/write-organization.ts', 'tests/contract/settings.contract.test.ts', [
    [
      "a refused change doesn't count as a change",
      'noteSettings(Prisma.sql`accepted`',
      'noteSettings(Prisma.sql`judged`',
      'leaves no trace',
    ],
    [
      'only names of settings',
      'SELECT jsonb_agg(key) FROM ',
      'SELECT jsonb_agg(config -> key) FROM ',
      'only the names',
    ],
    ['a first account replaces nothing', ' FILTER (WHERE had_value)', '', 'only the names'],
  ]),
  ...guardsOf('packages/postgres/src/migrations/grants.ts', 'tests/contract/settings.contract.test.ts', [
    [
      'the history of settings is append-only',
      "  settings_events: 'SELECT, INSERT",
      "  settings_event: 'SELECT, INSERT",
      'comes in pages',
    ],
  ]),
  ...guardsOf(
    'packages/contract/src/organization/update-organization.ts',
    'tests/contract/organization-settings.contract.test.ts',
    [
      [
        'form of the account',
        "if (value === null || value === '' || schema.safeParse(value).success) continue;",
        'if (schema) continue;',
        'names the rule',
      ],
    ],
  ),
  ...guardsOf(
    'packages/core/src/organization/update-organization.ts',
    'tests/contract/organization-settings.contract.test.ts',
    [
      [
        'a masked account can be sent back',
        'withoutMasked(changedEntries(input.twilioConfig, twilioConfig))',
        'changedEntries(input.twilioConfig, twilioConfig)',
        'sent back unchanged or masked',
      ],
    ],
  ),
];
