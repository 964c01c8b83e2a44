import { plainText, table } from '@linekeeper/command';
import {
  API_KEY_MAX_DAYS,
  API_KEY_NAME_MAX_LENGTH,
  ApiKeyCursor,
  ApiKeyScope,
  printableName,
} from '@linekeeper/contract';
import { createKeyAsOperator, listEveryApiKey, revokeAnyApiKey } from '@linekeeper/core';
import { z } from 'zod';
import { type PlaceCommand, Refused, read, WrongUse } from './command.ts';

const Name = plainText({ max: API_KEY_NAME_MAX_LENGTH });
const Scopes = z.array(z.enum(ApiKeyScope.options, `must be one of ${ApiKeyScope.options.join(', ')}`)).min(1);
const Days = z.coerce
  .number('must be a whole number')
  .int('must be a whole number')
  .min(1, 'must be at least 1')
  .max(API_KEY_MAX_DAYS, `must be at most ${API_KEY_MAX_DAYS}`);

const create: PlaceCommand = {
  name: 'key create',
  summary: 'Create an API key and print it; it is shown only once',
  options: {
    tenant: { value: '<id>', help: 'the tenant that the key acts for' },
    platform: { help: 'create a platform key instead, which belongs to no tenant' },
    name: { value: '<name>', help: 'the name of the key, for example the program that uses it' },
    scope: { value: '<scope>', multiple: true, help: `${ApiKeyScope.options.join(', ')}; can be given more than once` },
    'expires-in-days': { value: '<days>', help: 'the number of days until the key expires; default: never' },
  },
  prepare({ options }) {
    const tenant = options.tenant === undefined ? null : read(z.string().min(1), options.tenant, '--tenant');
    if ((tenant === null) !== (options.platform === true)) throw new WrongUse('Use either --tenant or --platform');
    const name = read(Name, options.name, '--name');
    const scopes = [...new Set(read(Scopes, options.scope, '--scope'))];
    const days = options['expires-in-days'];
    const expiresInDays = days === undefined ? undefined : read(Days, days, '--expires-in-days');
    return async ({ operator, actFor }) => {
      const owner = tenant === null ? operator : await actFor(tenant);
      const created = await createKeyAsOperator(owner, { name, scopes, expiresInDays });
      if (!created.ok) throw new Refused(created.error.message);
      const { revokedAt: _, lastUsedAt: __, ...key } = created.data;
      return {
        lines: [
          `Created the key ${name} (${key.id}).`,
          '',
          `  ${key.secret}`,
          '',
          'The key is shown only this once. Store it with your secrets.',
        ],
        json: { ...key, tenantId: tenant },
      };
    };
  },
};

const list: PlaceCommand = {
  name: 'key list',
  reads: true,
  summary: 'Show keys in pages, newest first, without their secrets',
  options: { after: { value: '<cursor>', help: 'show the next page; each page prints the command for it' } },
  prepare({ options: { after } }) {
    const cursor = after === undefined ? undefined : read(ApiKeyCursor, after, '--after');
    return async ({ operator }) => {
      const { keys, nextCursor } = await listEveryApiKey(operator, cursor);
      const day = (time: string | null) => time?.slice(0, 16).replace('T', ' ') ?? '–';
      const rows = keys.map(({ id, prefix, name, tenant, scopes, lastUsedAt, expiresAt, revokedAt }) => [
        id,
        `${prefix}…`,
        printableName(name),
        tenant ? printableName(tenant.name) : '(platform)',
        scopes.join(' '),
        day(lastUsedAt),
        revokedAt ? 'revoked' : expiresAt && new Date(expiresAt) < new Date() ? 'expired' : day(expiresAt),
      ]);
      const lines = table(['ID', 'KEY', 'NAME', 'FOR', 'SCOPES', 'LAST USED', 'EXPIRES'], rows);
      const more = nextCursor === null ? [] : ['', `Next page: linekeeper key list --after ${nextCursor}`];
      return { lines: [...lines, ...more], json: { keys, nextCursor } };
    };
  },
};

const revoke: PlaceCommand = {
  name: 'key revoke',
  summary: 'Revoke a key; running servers might still accept it for up to ten seconds',
  operands: ['<id>'],
  options: {},
  prepare:
    ({ operands: [operand = ''] }) =>
    async ({ operator }) => {
      if (await revokeAnyApiKey(operator, operand)) {
        return {
          lines: [`Revoked ${operand}. Running servers might still accept it for up to ten seconds.`],
          json: { revoked: operand },
        };
      }
      throw new Refused(`No active key has the id ${operand}`);
    },
};

export const KEY_COMMANDS = [create, list, revoke];
