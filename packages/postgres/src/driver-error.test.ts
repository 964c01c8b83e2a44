import { describe, expect, it } from 'vitest';
import { driverError } from './driver-error.ts';

const error = (properties: object) => Object.assign(new Error('failed'), properties);
const PRISMA = { name: 'PrismaClientKnownRequestError' };
const VIOLATION = { code: '23505', constraint: 'lines_pkey' };
const message = 'duplicate key value violates unique constraint "lines_pkey"';

describe('what PostgreSQL said', () => {
  it.each<[string, Error, object]>([
    ['the driver', error({ name: 'error', severity: 'ERROR', ...VIOLATION }), VIOLATION],
    ['a driver that translates the severity', error({ severity: 'FEHLER', ...VIOLATION }), VIOLATION],
    ['a driver without a severity', error({ name: 'error', ...VIOLATION }), VIOLATION],
    ['the driver, without a constraint', error({ name: 'error', code: '40P01' }), { code: '40P01', constraint: null }],
    ['the driver, without a code', error({ name: 'error' }), { code: '', constraint: null }],
    [
      'Prisma with a driver adapter',
      error({
        ...PRISMA,
        code: 'P2002',
        meta: { driverAdapterError: { cause: { originalCode: '23505', constraint: { index: 'lines_pkey' } } } },
      }),
      VIOLATION,
    ],
    [
      'Prisma with a driver adapter, without a constraint',
      error({ ...PRISMA, code: 'P2010', meta: { driverAdapterError: { cause: { originalCode: '40P01' } } } }),
      { code: '40P01', constraint: null },
    ],
    ['Prisma with its own engine', error({ ...PRISMA, code: 'P2010', meta: { code: '23505', message } }), VIOLATION],
    [
      'Prisma with its own engine, without a constraint',
      error({ ...PRISMA, code: 'P2010', meta: { code: '40P01', message: 'deadlock detected' } }),
      { code: '40P01', constraint: null },
    ],
    [
      'Prisma with its own engine, without a message',
      error({ ...PRISMA, code: 'P2010', meta: { code: '40P01' } }),
      { code: '40P01', constraint: null },
    ],
  ])('is read from an error of %s', (_, thrown, expected) => {
    expect(driverError(thrown)).toEqual(expected);
  });

  it.each<[string, unknown]>([
    ['of Node', error({ code: 'EPIPE' })],
    ["that isn't an Error", { name: 'error', ...VIOLATION }],
    ['that is null', null],
    ['of Prisma without details', error({ ...PRISMA, code: 'P2010' })],
    ['of Prisma without a code of PostgreSQL', error({ ...PRISMA, code: 'P2010', meta: { message } })],
    ['of Prisma about something else', error({ ...PRISMA, code: 'P2025', meta: { code: '23505', message } })],
    ['of Prisma whose adapter gives no cause', error({ ...PRISMA, code: 'P2002', meta: { driverAdapterError: {} } })],
    ['of another library with the same details', error({ code: 'P2010', meta: { code: '23505', message } })],
  ])("isn't in an error %s", (_, thrown) => {
    expect(driverError(thrown)).toBeUndefined();
  });
});
