import { err, ok, TWILIO_CONFIG_MAX_BYTES, TWILIO_CONFIG_MAX_KEYS } from '@linekeeper/contract';
import {
  type Cause,
  hasUsedUpChanges,
  type OrganizationChange,
  type OrganizationStore,
  rerunLostRaces,
  type StoreConnection,
  type StoredOrganization,
  type TenantId,
  takeLine,
  type UpdateOrganizationAnswer,
  unlessRefused,
} from '@linekeeper/core';
import { CountryCode, type PhoneNumber } from '@linekeeper/phone-number';
import { driverError, type Queryable } from '@linekeeper/postgres';
import { whenRowIsFree } from './legacy-row.ts';
import { SECRET_NAME } from './link/keep-secrets-function.ts';
import { readLink, type StoredLink } from './link/legacy-link.ts';
import { writableOf } from './link/writable-columns.ts';
import { isRefusedByTable } from './restore-details.ts';
import { clearNumber, unmovedNumber } from './unmoved-number.ts';

/** How long a process relies on what it knows about the link. */
export const LINK_KNOWN_MS = 1_000;
/** PostgreSQL's code for a function that doesn't exist. */
const UNDEFINED_FUNCTION = '42883';

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
  /** The link can end at any moment. Its functions are gone then, and the operation is done without the link. */
  const byLink = async <T>(linked: (link: StoredLink) => Promise<T | null>, alone: () => Promise<T>): Promise<T> => {
    const link = await activeLink();
    if (!link) return alone();
    try {
      return (await linked(link)) ?? (await alone());
    } catch (error) {
      if (driverError(error)?.code !== UNDEFINED_FUNCTION) throw error;
      known = null;
      if (await activeLink()) throw error;
      return alone();
    }
  };
  return {
    find: (tenantId) =>
      byLink(
        (link) => findRow(pool, link, tenantId),
        () => own.find(tenantId),
      ),
    update: (tenantId, change, cause) =>
      byLink<UpdateOrganizationAnswer>(
        async (link) => {
          if (!(await findRow(pool, link, tenantId))) return null;
          const { phoneNumber } = change;
          const answer = await unlessRefused(pool, { tenantId, phoneNumber }, () =>
            whenRowIsFree(() =>
              rerunLostRaces(() =>
                transaction((client) => updateAndFind(client, link, tenantId, change, cause)).catch(answerOf),
              ),
            ),
          );
          if (answer === null) return err('PHONE_TAKEN');
          return typeof answer === 'string' ? err(answer) : ok(answer);
        },
        () => own.update(tenantId, change, cause),
      ),
    rules: (tenantId) =>
      byLink(
        async (link) => ({
          otherFields: writableOf(link),
          country: (await findCountry(pool, tenantId)) ?? link.country,
        }),
        async () => {
          const rules = await own.rules(tenantId);
          // The default country stays after the link has ended.
          return { ...rules, country: known?.link?.country ?? rules.country };
        },
      ),
  };
}

type Refusal = (UpdateOrganizationAnswer & { ok: false })['error'];

/** Thrown to undo the transaction and return a refusal. */
class Undo extends Error {
  constructor(readonly answer: Refusal) {
    super(answer);
  }
}

function answerOf(error: unknown): Refusal {
  if (error instanceof Undo) return error.answer;
  throw error;
}

/** Throws {@link Undo} if the company's row isn't there afterwards, for example because a trigger of the product has moved it. */
async function updateAndFind(
  client: Queryable,
  link: StoredLink,
  tenantId: TenantId,
  change: OrganizationChange,
  cause: Cause,
): Promise<StoredOrganization> {
  await updateRow(client, link, tenantId, change, cause);
  const stored = await findRow(client, link, tenantId);
  if (!stored) throw new Undo('NOT_FOUND');
  return stored;
}

async function updateRow(
  client: Queryable,
  link: StoredLink,
  tenantId: TenantId,
  { phoneNumber, changesPerDay = 0, setSettings, removeSettings, others, ...details }: OrganizationChange,
  cause: Cause,
): Promise<void> {
  if (phoneNumber && (await hasUsedUpChanges(client, { tenantId, phoneNumber, changesPerDay }))) {
    throw new Undo('TOO_MANY_CHANGES');
  }
  if (phoneNumber === null) await clearNumber(client, tenantId, cause);
  else if (phoneNumber !== undefined && !(await takeLine(client, { tenantId, phoneNumber, cause }))) {
    // If a form saves a disputed number again together with everything else, the dispute stays as it is.
    if ((await unmovedNumber(client, link, tenantId)) !== phoneNumber) throw new Undo('PHONE_TAKEN');
  }
  const isEmpty = [details, setSettings, removeSettings, others ?? {}].every((part) =>
    Object.values(part).every((value) => value === undefined),
  );
  if (isEmpty) return;
  const change = {
    ...Object.fromEntries(Object.entries(details).filter(([, value]) => value !== undefined)),
    ...{ set: setSettings, remove: removeSettings, others: others ?? {} },
    ...{ maxKeys: TWILIO_CONFIG_MAX_KEYS, maxBytes: TWILIO_CONFIG_MAX_BYTES },
  };
  const { rows } = await client
    .query<{ answer: 'DONE' | Refusal }>('SELECT linekeeper.legacy_update($1, $2::jsonb) AS answer', [
      tenantId,
      JSON.stringify(change),
    ])
    .catch((error: unknown) => {
      throw isRefusedByTable(error) ? new Undo('NOT_STORABLE') : error;
    });
  const answer = rows[0]?.answer ?? 'NOT_FOUND';
  if (answer !== 'DONE') throw new Undo(answer);
}

/** The country that the legacy product knows. */
async function findCountry(client: Queryable, tenantId: TenantId): Promise<CountryCode | null> {
  const { rows } = await client.query<{ country: string | null }>('SELECT country FROM linekeeper.legacy_read($1)', [
    tenantId,
  ]);
  return CountryCode.safeParse(rows[0]?.country).data ?? null;
}

async function findRow(client: Queryable, link: StoredLink, tenantId: TenantId): Promise<StoredOrganization | null> {
  const { rows } = await client.query<{ row: Record<string, unknown> | null; line: PhoneNumber | null }>(
    `SELECT linekeeper.legacy_row($1) AS row, (SELECT e164 FROM linekeeper.lines WHERE tenant_id = $1) AS line`,
    [tenantId],
  );
  const [found] = rows;
  if (!found?.row) return null;
  const phoneNumber = found.line ?? (await unmovedNumber(client, link, tenantId));
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
    phoneNumber,
    others: {
      ...Object.fromEntries(
        Object.entries(found.row)
          // The legacy product can have added a column since it was linked.
          .filter(([key]) => !own.has(key) && !SECRET_NAME.test(key))
          .map(([key, value]) => [key, withoutSecrets(value)]),
      ),
      ...(link.numberColumn !== null && { [link.numberColumn]: phoneNumber }),
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

/** Values that are nested deeper aren't shown. A legacy system can have stored any depth. */
const MAX_DEPTH = 100;

/** The same value without keys whose names suggest a secret. */
function withoutSecrets(value: unknown, depth = 0): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (depth === MAX_DEPTH) return null;
  if (Array.isArray(value)) return value.map((item) => withoutSecrets(item, depth + 1));
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key]) => !SECRET_NAME.test(key))
      .map(([key, inner]) => [key, withoutSecrets(inner, depth + 1)]),
  );
}
