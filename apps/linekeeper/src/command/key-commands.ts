import { API_KEY_NAME_MAX_LENGTH, ApiKeyCursor, ApiKeyScope, apiKeyLimit } from '@linekeeper/contract';
import type { CreatedApiKey, NewApiKey, TenantId } from '@linekeeper/core';
import { nameCell, operatorCause, plainText, table } from '@linekeeper/core';
import { z } from 'zod';
import { type Place, type PlaceCommand, Refused, read, WrongUse } from './command.ts';
import { findTenant } from './tenant-commands.ts';

const Name = plainText({ max: API_KEY_NAME_MAX_LENGTH });
const Scopes = z.array(z.enum(ApiKeyScope.options, `must be one of ${ApiKeyScope.options.join(', ')}`)).min(1);
const Days = z.coerce
  .number('must be a whole number')
  .int('must be a whole number')
  .min(1, 'must be at least 1')
  .max(3650, 'must be at most 3650');

const create: PlaceCommand = {
  name: 'key create',
  summary: 'Create an API key and print it; it is shown only once',
  options: {
    tenant: { value: '<id>', help: 'the tenant that the key acts for' },
    platform: { help: 'create a platform key instead, which acts for no tenant' },
    name: { value: '<name>', help: 'the name of the key, for example the program that uses it' },
    scope: { value: '<scope>', multiple: true, help: `${ApiKeyScope.options.join(', ')}; can be given more than once` },
    'expires-in-days': { value: '<days>', help: 'the days until the key expires; it never does by default' },
  },
  prepare({ options }) {
    const tenant = options.tenant === undefined ? null : read(z.string().min(1), options.tenant, '--tenant');
    if ((tenant === null) !== (options.platform === true)) throw new WrongUse('Use either --tenant or --platform');
    const name = read(Name, options.name, '--name');
    const scopes = [...new Set(read(Scopes, options.scope, '--scope'))];
    const days = options['expires-in-days'];
    const expiresAt =
      days === undefined ? null : new Date(Date.now() + read(Days, days, '--expires-in-days') * 86_400_000);
    return async ({ db }) => {
      const tenantId = tenant === null ? null : await findTenant(db, tenant);
      const { revokedAt: _, lastUsedAt: __, ...key } = await createKey(db, tenantId, { name, scopes, expiresAt });
      return {
        lines: [
          `Created the key ${name} (${key.id}).`,
          '',
          `  ${key.secret}`,
          '',
          'The key is shown only this once. Store it with your secrets.',
        ],
        json: { ...key, tenantId },
      };
    };
  },
};

async function createKey(db: Place['db'], tenantId: TenantId | null, key: NewApiKey): Promise<CreatedApiKey> {
  if (tenantId === null) return db.operator.platformKeys.create(key);
  const created = await db.forTenant(tenantId, operatorCause()).apiKeys.create(key);
  if (!created.ok) throw new Refused(apiKeyLimit(created.error).message);
  return created.data;
}

const list: PlaceCommand = {
  name: 'key list',
  reads: true,
  summary: 'Show keys in pages, newest first, without their secrets',
  options: { after: { value: '<cursor>', help: 'show the next page; each page prints the command for it' } },
  prepare({ options: { after } }) {
    const cursor = after === undefined ? undefined : read(ApiKeyCursor, after, '--after');
    return async ({ db }) => {
      const { keys, nextCursor } = await db.operator.apiKeys(cursor);
      const day = (date: Date | null) => date?.toISOString().slice(0, 16).replace('T', ' ') ?? '–';
      const rows = keys.map(({ id, prefix, name, tenant, scopes, lastUsedAt, expiresAt, revokedAt }) => [
        id,
        `${prefix}…`,
        nameCell(name),
        tenant ? nameCell(tenant.name) : '(platform)',
        scopes.join(' '),
        day(lastUsedAt),
        revokedAt ? 'revoked' : expiresAt && expiresAt < new Date() ? 'expired' : day(expiresAt),
      ]);
      const lines = table(['ID', 'KEY', 'NAME', 'FOR', 'SCOPES', 'LAST USED', 'EXPIRES'], rows);
      const more = nextCursor === null ? [] : ['', `Next page: linekeeper key list --after ${nextCursor}`];
      return { lines: [...lines, ...more], json: { keys, nextCursor } };
    };
  },
};

const revoke: PlaceCommand = {
  name: 'key revoke',
  summary: 'Revoke a key; running servers can accept it for ten more seconds',
  operands: ['<id>'],
  options: {},
  prepare:
    ({ operands: [operand = ''] }) =>
    async ({ db }) => {
      if (await db.operator.revokeApiKey(operand)) {
        return {
          lines: [`Revoked ${operand}. Running servers can accept it for ten more seconds.`],
          json: { revoked: operand },
        };
      }
      throw new Refused(`No active key has the id ${operand}`);
    },
};

export const KEY_COMMANDS = [create, list, revoke];
