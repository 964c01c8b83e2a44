import { PrismaClientKnownRequestError } from '@prisma/client/runtime/client';
import pg from 'pg';
import { expect, it } from 'vitest';
import { isDatabaseUnavailable } from './unavailable.ts';

function ofPrisma(code: string, cause?: object): Error {
  const meta = cause ? { driverAdapterError: { cause } } : {};
  return new PrismaClientKnownRequestError('of Prisma', { code, clientVersion: '7', meta });
}

function ofPostgres(code: string): Error {
  return Object.assign(new pg.DatabaseError('of PostgreSQL', 1, 'error'), { code });
}

it.each([
  ['a lost connection, of raw SQL', ofPrisma('P2010', { kind: 'ConnectionClosed' })],
  ['a refused connection, of raw SQL', ofPrisma('P2010', { kind: 'DatabaseNotReachable' })],
  ['a statement timeout, of raw SQL', ofPrisma('P2010', { kind: 'postgres', originalCode: '57014' })],
  ['a closed connection', ofPrisma('P1017')],
  ['a transaction that got no connection in time', ofPrisma('P2028')],
  ['a shutdown', ofPostgres('57P01')],
  ['too many connections', ofPostgres('53300')],
  ['a lock that was not free in time', ofPostgres('55P03')],
  ['a refused connection', Object.assign(new Error('connect'), { code: 'ECONNREFUSED' })],
  ['a pool without a free connection', new Error('timeout exceeded when trying to connect')],
])('%s is unavailable', (_, error) => {
  expect(isDatabaseUnavailable(error)).toBe(true);
});

it.each([
  ['a unique violation', ofPostgres('23505')],
  ['a unique violation of raw SQL', ofPrisma('P2010', { kind: 'UniqueConstraintViolation', originalCode: '23505' })],
  ['an unknown column', ofPrisma('P2022')],
  ['an error of a file', Object.assign(new Error('open'), { code: 'ENOENT' })],
  ['any other error', new Error('timeout')],
  ['no error', 'timeout exceeded when trying to connect'],
])("%s doesn't count as unavailable", (_, error) => {
  expect(isDatabaseUnavailable(error)).toBe(false);
});
