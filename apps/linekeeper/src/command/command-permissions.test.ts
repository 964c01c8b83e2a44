import { createContext, ownerContext, type Service } from '@linekeeper/core';
import { describe, expect, it } from 'vitest';
import type { Input, Place } from './command.ts';
import { COMMANDS } from './command-line.ts';

const LINE = '+14155238886';
const EMAIL = 'ada@acme.example';

/** Input that each command accepts. A command with several ways to work has an entry for each. */
const INPUTS: [name: string, operands?: string[], options?: Input['options']][] = [
  ['tenant create', [], { name: 'Acme', 'owner-email': EMAIL }],
  ['tenant list'],
  ['tenant invite', ['acme'], { email: EMAIL, role: 'member' }],
  ['tenant delete', ['acme'], { yes: true }],
  ['member list', ['acme']],
  ['member remove', ['acme'], { email: EMAIL }],
  ['session end', [EMAIL]],
  ['invitation list', ['acme']],
  ['invitation withdraw', ['id']],
  ['key create', [], { name: 'billing', scope: ['inboundNumber:read'], tenant: 'acme' }],
  ['key create', [], { name: 'gateway', scope: ['routing:read'], platform: true }],
  ['key list'],
  ['key revoke', ['id']],
  ['password reset-link', [EMAIL], { 'end-sessions': true }],
  ['support open', ['reference']],
  ['history', [], { line: LINE }],
  ['history', [], { tenant: 'acme' }],
  ['explain', [LINE]],
  ['secrets encrypt'],
  ['twilio store'],
  ['twilio remove'],
  ['migrate'],
  ['migrate', [], { 'dry-run': true }],
  ['census'],
  ['backfill'],
  ['assign', [LINE, 'acme'], { reason: 'their contract' }],
  ['assign', [], { file: 'decisions.csv' }],
  ['assign', [], { file: 'decisions.csv', 'dry-run': true }],
  ['contract', [], { yes: true, empty: true }],
  ['legacy link'],
  ['legacy unlink', [], { yes: true }],
  ['legacy follow'],
  ['legacy revert', [], { all: true }],
  ['legacy restore'],
  ['legacy remove', [], { yes: true }],
];

/** A caller without any permission. */
const key: Service = { kind: 'service', keyId: 'key', name: 'key', tenant: null, scopes: [], ofPlatform: true };
const principal = async () => key;
const unreachable = <T>() =>
  new Proxy(
    {},
    {
      get: (_, property) => {
        throw new Error(`The command used ${String(property)} before it checked the caller`);
      },
      ownKeys: () => {
        throw new Error('The command used the database before it checked the caller');
      },
    },
  ) as T;
const operator = createContext({ db: unreachable(), resolvePrincipal: principal });
const place: Place = {
  operator,
  actFor: async () => operator,
  signIn: unreachable(),
  publicUrl: 'http://localhost:3000',
  platformAccount: { accountSid: `AC${'0'.repeat(32)}`, authToken: '0'.repeat(32) },
  secret: unreachable(),
};
const ownerPlace = {
  operator: { ...ownerContext(unreachable(), { name: 'root', reason: '' }), principal },
  progress: () => {},
  warn: () => {},
};

it('every command that works on a database is tested', () => {
  const names = COMMANDS.filter((command) => 'prepare' in command).map(({ name }) => name);
  expect([...new Set(INPUTS.map(([name]) => name))].sort()).toEqual(names.sort());
});

describe('a caller without the permission', () => {
  it.each(INPUTS)('is refused by %s', async (name, operands = [], options = {}) => {
    const input = { operands, options };
    const command = COMMANDS.find((one) => one.name === name);
    if (!command || !('prepare' in command)) throw new Error(`${name} is not a command`);
    const answer = 'asOwner' in command ? command.prepare(input)(ownerPlace) : command.prepare(input)(place);
    await expect(answer).rejects.toMatchObject({ code: 'FORBIDDEN' });
  });
});
