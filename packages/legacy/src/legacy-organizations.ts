import { err, ok, TWILIO_CONFIG_MAX_BYTES, TWILIO_CONFIG_MAX_KEYS } from '@linekeeper/contract';
import {
  type Cause,
  type OrganizationChange,
  type OrganizationStore,
  releaseLine,
  rerunLostRaces,
  type StoreConnection,
  type StoredOrganization,
  type TenantId,
  takeLine,
  type UpdateOrganizationAnswer,
  unlessRefused,
} from '@linekeeper/core';
import type { PhoneNumber } from '@linekeeper/phone-number';
import type { Queryable } from '@linekeeper/postgres';
import { readLink, type StoredLink } from './link/legacy-link.ts';
import { SECRET_NAME } from './link/link-functions.ts';

/** How long a process goes by what it knows about the link. */
const LINK_KNOWN_MS = 1_000;

/**
 * The store of companies' details while a legacy table is linked: its row has the details and settings, and our own table has the
 * line. Without a link, and for companies that the legacy table doesn't have, it's our own store.
 */
export function legacyOrganizations(own: OrganizationStore, { pool, transaction }: StoreConnection): OrganizationStore {
  let known: { link: StoredLink | null; until: number } | null = null;
  const activeLink = async (): Promise<StoredLink | null> => {
    if (!known || known.until < performance.now()) {
      known = { link: await readLink(pool), until: performance.now() + LINK_KNOWN_MS };
    }
    return known.link?.isActive ? known.link : null;
  };
  return {
    async find(tenantId) {
      const link = await activeLink();
      return (link && (await findRow(pool, link, tenantId))) ?? own.find(tenantId);
    },
    async update(tenantId, change, cause) {
      const link = await activeLink();
      if (!link || !(await findRow(pool, link, tenantId))) return own.update(tenantId, change, cause);
      const { phoneNumber } = change;
      const answer = await unlessRefused(pool, { tenantId, phoneNumber }, () =>
        rerunLostRaces(() => transaction((client) => updateRow(client, tenantId, change, cause)).catch(answerOf)),
      );
      if (answer === null) return err('PHONE_TAKEN');
      if (answer !== 'DONE') return err(answer);
      const stored = await findRow(pool, link, tenantId);
      return stored ? ok(stored) : err('NOT_FOUND');
    },
    async rules() {
      const link = await activeLink();
      return link ? { otherFields: link.writableColumns, country: link.country } : own.rules();
    },
  };
}

type Answer = 'DONE' | (UpdateOrganizationAnswer & { ok: false })['error'];

/** Undoes the transaction with a refusal. */
class Undo extends Error {
  constructor(readonly answer: Answer) {
    super(answer);
  }
}

function answerOf(error: unknown): Answer {
  if (error instanceof Undo) return error.answer;
  throw error;
}

async function updateRow(
  client: Queryable,
  tenantId: TenantId,
  { phoneNumber, setSettings, removeSettings, others, ...details }: OrganizationChange,
  cause: Cause,
): Promise<Answer> {
  if (phoneNumber === null) await releaseLine(client, { tenantId, cause });
  else if (phoneNumber !== undefined && !(await takeLine(client, { tenantId, phoneNumber, cause })))
    throw new Undo('PHONE_TAKEN');
  const change = {
    ...Object.fromEntries(Object.entries(details).filter(([, value]) => value !== undefined)),
    ...{ set: setSettings, remove: removeSettings, others: others ?? {} },
    ...{ maxKeys: TWILIO_CONFIG_MAX_KEYS, maxBytes: TWILIO_CONFIG_MAX_BYTES },
  };
  const isEmpty = [details, setSettings, removeSettings, others ?? {}].every((part) =>
    Object.values(part).every((value) => value === undefined),
  );
  if (isEmpty) return 'DONE';
  const { rows } = await client.query<{ answer: Answer }>('SELECT linekeeper.legacy_update($1, $2::jsonb) AS answer', [
    tenantId,
    JSON.stringify(change),
  ]);
  const answer = rows[0]?.answer ?? 'NOT_FOUND';
  if (answer !== 'DONE') throw new Undo(answer);
  return answer;
}

async function findRow(client: Queryable, link: StoredLink, tenantId: TenantId): Promise<StoredOrganization | null> {
  const { rows } = await client.query<{ row: Record<string, unknown> | null; line: PhoneNumber | null }>(
    `SELECT linekeeper.legacy_row($1) AS row, (SELECT e164 FROM linekeeper.lines WHERE tenant_id = $1) AS line`,
    [tenantId],
  );
  const [found] = rows;
  if (!found?.row) return null;
  const config = link.configColumn === null ? {} : objectOf(found.row[link.configColumn]);
  const { [link.configPath[0] ?? '']: number, ...settings } = config;
  const text = (name: string) => (typeof found.row?.[name] === 'string' ? (found.row[name] as string) : null);
  const own = new Set([link.idColumn, link.nameColumn, link.numberColumn, link.configColumn, 'location', 'timezone']);
  return {
    id: tenantId,
    name: text(link.nameColumn) ?? '',
    location: text('location'),
    timezone: text('timezone'),
    twilioConfig: link.configPath.length > 1 && number !== undefined ? config : settings,
    phoneNumber: found.line,
    others: {
      ...Object.fromEntries(
        Object.entries(found.row)
          .filter(([key]) => !own.has(key))
          .map(([key, value]) => [key, withoutSecrets(value)]),
      ),
      ...(link.numberColumn !== null && { [link.numberColumn]: found.line }),
    },
  };
}

/** Settings that were encoded twice are shown like others. */
function objectOf(value: unknown): Record<string, unknown> {
  if (typeof value === 'string') {
    try {
      return objectOf(JSON.parse(value) as Record<string, unknown>);
    } catch {
      return {};
    }
  }
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : {};
}

/** The same value without keys whose names suggest a secret. */
function withoutSecrets(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutSecrets);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key]) => !SECRET_NAME.test(key))
      .map(([key, inner]) => [key, withoutSecrets(inner)]),
  );
}
