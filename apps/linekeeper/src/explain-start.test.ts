import { expect, it } from 'vitest';
import { readEnv } from './env.ts';
import { explainStart } from './explain-start.ts';

const env = readEnv({ PORT: '80', LINEKEEPER_DATA_DIR: '/srv/data' });

it('the message distinguishes a port below 1024 from a folder of another user', () => {
  const port = Object.assign(new Error('listen EACCES'), { code: 'EACCES', syscall: 'listen', port: 80 });
  expect(explainStart(port, env)).toContain('above 1023');
  for (const code of ['EACCES', 'EROFS', 'EPERM']) {
    const folder = Object.assign(new Error(`${code}: no`), { code, syscall: 'open', path: '/srv/data/secret' });
    const told = explainStart(folder, env);
    expect(told).toContain('/srv/data/secret');
    expect(told).toContain('LINEKEEPER_DATA_DIR');
    expect(told).not.toContain('PORT');
  }
});

it('the message says that the disk is full, whatever was being written', () => {
  const error = Object.assign(new Error('ENOSPC: no space left on device'), { code: 'ENOSPC', syscall: 'write' });
  expect(explainStart(error, env)).toBe('The disk of /srv/data is full. Free some space and start again.');
  expect(explainStart(Object.assign(error, { path: '/srv/data/secret' }), env)).toContain('/srv/data/secret is full');
});

it('the message names the missing right if PostgreSQL refuses a statement, and not the address', () => {
  const database = readEnv({ DATABASE_URL: 'postgres://server:secret@db.example:5432/app' });
  const error = Object.assign(new Error('permission denied for database app'), { code: '42501' });
  const told = explainStart(error, database);
  expect(told).toContain('db.example:5432/app lacks a right: permission denied for database app. Grant it');
  expect(told).toContain('DATABASE_OWNER_URL');
  expect(told).not.toContain('secret');
});

it.each([
  ['password authentication failed for user "owner"', '28P01', 'db.example/app refused', 'Check DATABASE_OWNER_URL.'],
  ['password authentication failed for user "server"', '28P01', 'pool.example/app refused', 'Check DATABASE_URL.'],
  ['getaddrinfo ENOTFOUND db.example', 'ENOTFOUND', 'db.example/app cannot', 'Check DATABASE_OWNER_URL and that'],
  ['database "app" does not exist', '3D000', 'db.example/app refused', 'Check DATABASE_URL and DATABASE_OWNER_URL.'],
])('the message about "%s" names the variable with that address', (message, code, place, variable) => {
  const both = readEnv({
    DATABASE_URL: 'postgres://server:secret@pool.example/app',
    DATABASE_OWNER_URL: 'postgres://owner:secret@db.example/app',
  });
  const told = explainStart(Object.assign(new Error(message), { code }), both);
  expect(told).toContain(place);
  expect(told).toContain(variable);
});
