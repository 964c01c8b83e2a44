import { randomBytes, randomUUID, scryptSync } from 'node:crypto';
import type { TenantId } from '@linekeeper/core';
import type { CountryCode } from '@linekeeper/phone-number';
import { signSessionToken } from 'linekeeper';
import type { TestDatabase } from './test-database.ts';
import { TEST_SECRET } from './test-secret.ts';

/** A person of a company of their own, signed in. */
export interface TestPerson {
  tenantId: TenantId;
  /** What `Authorization: Bearer` takes. */
  token: string;
}

export interface TestPeopleOptions {
  role?: 'owner' | 'admin' | 'member';
  country?: CountryCode | null;
  /** When their sessions end, from now. */
  expiresInSeconds?: number;
}

/** Makes people with their companies and sessions in one statement: hundreds take as long as one. */
export async function createPeople(
  { sql }: Pick<TestDatabase, 'sql'>,
  count: number,
  { role = 'owner', country = null, expiresInSeconds = 3600 }: TestPeopleOptions = {},
): Promise<TestPerson[]> {
  const people = Array.from({ length: count }, () => ({
    tenantId: randomUUID() as string as TenantId,
    session: randomUUID(),
  }));
  await sql(
    `WITH given AS (
       SELECT * FROM unnest($1::text[], $2::text[]) AS g(tenant_id, token)
     ), new_tenants AS (
       INSERT INTO linekeeper.tenants (id, name, country) SELECT tenant_id, 'Company ' || tenant_id, $3 FROM given
     ), new_users AS (
       INSERT INTO linekeeper.users (id, name, email) SELECT tenant_id, 'Person', tenant_id || '@company.example' FROM given
     ), new_members AS (
       INSERT INTO linekeeper.members (tenant_id, user_id, role) SELECT tenant_id, tenant_id, $4 FROM given
     )
     INSERT INTO linekeeper.sessions (token, user_id, expires_at)
     SELECT token, tenant_id, now() + make_interval(secs => $5) FROM given`,
    [people.map((p) => p.tenantId), people.map((p) => p.session), country, role, expiresInSeconds],
  );
  return people.map(({ tenantId, session }) => ({ tenantId, token: signSessionToken(session, TEST_SECRET) }));
}

/** Two companies, each with an owner. */
export async function createTwoTenants(db: Pick<TestDatabase, 'sql'>): Promise<[TenantId, TenantId]> {
  const [one, two] = await createPeople(db, 2);
  return [one?.tenantId, two?.tenantId] as [TenantId, TenantId];
}

export async function createPerson(db: Pick<TestDatabase, 'sql'>, options?: TestPeopleOptions): Promise<TestPerson> {
  const [person] = await createPeople(db, 1, options);
  if (!person) throw new Error('No person was made');
  return person;
}

/** An owner for each of these companies, signed in, in one statement. */
export async function signInOwners(
  { sql }: Pick<TestDatabase, 'sql'>,
  tenantIds: readonly string[],
): Promise<TestPerson[]> {
  const people = tenantIds.map((id) => ({ tenantId: id as TenantId, session: randomUUID() }));
  await sql(
    `WITH given AS (
       SELECT * FROM unnest($1::text[], $2::text[]) AS g(tenant_id, token)
     ), new_users AS (
       INSERT INTO linekeeper.users (id, name, email) SELECT token, 'Owner', token || '@company.example' FROM given
     ), new_members AS (
       INSERT INTO linekeeper.members (tenant_id, user_id, role) SELECT tenant_id, token, 'owner' FROM given
     ), new_tenants AS (
       INSERT INTO linekeeper.tenants (id, name) SELECT tenant_id, 'Company ' || tenant_id FROM given
       ON CONFLICT (id) DO NOTHING
     )
     INSERT INTO linekeeper.sessions (token, user_id, expires_at) SELECT token, token, now() + interval '1 hour' FROM given`,
    [people.map((p) => p.tenantId), people.map((p) => p.session)],
  );
  return people.map(({ tenantId, session }) => ({ tenantId, token: signSessionToken(session, TEST_SECRET) }));
}

/** Another person of the same company, signed in. */
export async function signInColleague(
  { sql }: Pick<TestDatabase, 'sql'>,
  { tenantId }: TestPerson,
): Promise<TestPerson> {
  const session = randomUUID();
  await sql(
    `WITH new_user AS (
       INSERT INTO linekeeper.users (name, email) VALUES ('Colleague', $2 || '@company.example') RETURNING id
     ), new_member AS (
       INSERT INTO linekeeper.members (tenant_id, user_id, role) SELECT $1, id, 'admin' FROM new_user
     )
     INSERT INTO linekeeper.sessions (token, user_id, expires_at) SELECT $2, id, now() + interval '1 hour' FROM new_user`,
    [tenantId, session],
  );
  return { tenantId, token: signSessionToken(session, TEST_SECRET) };
}

/** An owner of a company of their own who can sign in with this password, stored as the sign-in library stores it. */
export async function createAccount(
  { sql }: Pick<TestDatabase, 'sql'>,
  { email, password }: { email: string; password: string },
): Promise<void> {
  const salt = randomBytes(16).toString('hex');
  const key = scryptSync(password, salt, 64, { N: 16_384, r: 16, p: 1, maxmem: 64 * 1024 * 1024 });
  await sql(
    `WITH person AS (
       INSERT INTO linekeeper.users (name, email, email_verified) VALUES ('Person', $1, true) RETURNING id
     ), company AS (
       INSERT INTO linekeeper.tenants (name) VALUES ('Company') RETURNING id
     ), member AS (
       INSERT INTO linekeeper.members (tenant_id, user_id, role) SELECT company.id, person.id, 'owner' FROM company, person
     )
     INSERT INTO linekeeper.accounts (account_id, provider_id, user_id, password) SELECT id, 'credential', id, $2 FROM person`,
    [email, `${salt}:${key.toString('hex')}`],
  );
}

/** Makes a person a member of another company, for which their session acts then. Returns that company's owner. */
export async function actForAnother(db: Pick<TestDatabase, 'sql'>, email: string): Promise<TestPerson> {
  const other = await createPerson(db);
  await db.sql(
    `INSERT INTO linekeeper.members (tenant_id, user_id, role) SELECT $1, id, 'member' FROM linekeeper.users WHERE email = $2`,
    [other.tenantId, email],
  );
  await db.sql(
    `UPDATE linekeeper.sessions SET active_tenant_id = $1 FROM linekeeper.users u WHERE u.id = user_id AND u.email = $2`,
    [other.tenantId, email],
  );
  return other;
}
