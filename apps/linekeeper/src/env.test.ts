import { describe, expect, it } from 'vitest';
import { EnvError, isLoopback, readEnv } from './env.ts';

const URL = 'postgres://someone:secret@db.example/linekeeper';

describe('readEnv', () => {
  it('needs no variables', () => {
    expect(readEnv({}, '/srv')).toMatchObject({
      host: '127.0.0.1',
      port: 3000,
      database: undefined,
      dataDir: '/srv/.linekeeper',
      demo: true,
      trustProxy: 0,
      numberBudget: { perHour: 40, perDay: 120 },
      signInFailures: { perEmail: 10, perAddress: 100 },
    });
  });

  it('accepts the origin that browsers see, and refuses an address with more parts', () => {
    expect(readEnv({ PUBLIC_URL: 'https://LINES.example:443/' }).publicUrl).toBe('https://lines.example');
    for (const address of ['/path', '/path/', '/?a=b', '/#a'].map((end) => `https://lines.example${end}`)) {
      expect(() => readEnv({ PUBLIC_URL: address }), address).toThrow('PUBLIC_URL');
    }
    for (const address of ['https://u:p@lines.example', 'ftp://lines.example', 'lines.example', 'https://*']) {
      expect(() => readEnv({ PUBLIC_URL: address }), address).toThrow('PUBLIC_URL');
    }
    expect(() => readEnv({ PORT: '0' })).toThrow('PORT');
  });

  it('reads the number of proxies', () => {
    for (const [value, hops] of Object.entries({ 0: 0, 1: 1, 2: 2, true: 1, false: 0 })) {
      expect(readEnv({ TRUST_PROXY: value }).trustProxy).toBe(hops);
    }
    expect(() => readEnv({ TRUST_PROXY: 'all' })).toThrow('TRUST_PROXY');
  });

  it('accepts a pooler only with a direct address for the owner', () => {
    const pooled = { DATABASE_URL: URL, DATABASE_POOLER: 'transaction' };
    expect(() => readEnv(pooled)).toThrow('DATABASE_POOLER: set DATABASE_OWNER_URL to PostgreSQL itself');
    expect(readEnv({ ...pooled, DATABASE_OWNER_URL: URL }).pooler).toBe('transaction');
    expect(readEnv({}).pooler).toBe('none');
    expect(() => readEnv({ ...pooled, DATABASE_OWNER_URL: URL, DATABASE_POOLER: 'statement' })).toThrow(
      'DATABASE_POOLER',
    );
  });

  it('limits every timeout', () => {
    const names = [
      ...['HEADERS', 'REQUEST', 'IDLE', 'KEEP_ALIVE'].map((what) => `HTTP_${what}_TIMEOUT_MS`),
      ...['CONNECT', 'STATEMENT'].map((what) => `DATABASE_${what}_TIMEOUT_MS`),
    ];
    for (const name of names) {
      for (const endless of ['0', '-1', 'Infinity', '99999999']) {
        expect(() => readEnv({ [name]: endless }), `${name}=${endless}`).toThrow(name);
      }
    }
    expect(readEnv({})).toMatchObject({
      httpTimeouts: { headersMs: 5_000, requestMs: 10_000, idleMs: 30_000, keepAliveMs: 72_000 },
      databaseTimeouts: { connectMs: 2_000, statementMs: 2_500 },
    });
  });

  it('refuses a budget that leaves nothing for checks', () => {
    expect(readEnv({ LINEKEEPER_NUMBERS_PER_HOUR: '6' }).numberBudget.perHour).toBe(6);
    for (const value of ['5', '0', '-1', '1.5', 'many', '10001']) {
      expect(() => readEnv({ LINEKEEPER_NUMBERS_PER_HOUR: value })).toThrow(/LINEKEEPER_NUMBERS_PER_HOUR/);
      expect(() => readEnv({ LINEKEEPER_NUMBERS_PER_DAY: value })).toThrow(/LINEKEEPER_NUMBERS_PER_DAY/);
    }
  });

  it('allows no other origins by default', () => {
    expect(readEnv({}).frontEndOrigins).toEqual([]);
    expect(readEnv({}).apiOrigins).toEqual([]);
    const named = { LINEKEEPER_API_ORIGINS: 'https://a.example', LINEKEEPER_API_COOKIE_ORIGINS: 'https://b.example' };
    expect(readEnv(named).apiOrigins).toEqual([
      { origin: 'https://a.example', credentials: false },
      { origin: 'https://b.example', credentials: true },
    ]);
    const LINEKEEPER_FRONT_END_ORIGINS = 'https://app.example, http://LOCALHOST:3001/,https://b.example:443';
    expect(readEnv({ LINEKEEPER_FRONT_END_ORIGINS }).frontEndOrigins).toEqual([
      'https://app.example',
      'http://localhost:3001',
      'https://b.example',
    ]);
    for (const wrong of [
      '*',
      'app.example',
      'https://*',
      'https://app.example/page',
      'https://a.example,',
      'null',
      'ftp://a.example',
      'https://u:p@a.example',
    ]) {
      expect(() => readEnv({ LINEKEEPER_FRONT_END_ORIGINS: wrong }), wrong).toThrow('LINEKEEPER_FRONT_END_ORIGINS');
    }
  });

  it('lists all mistakes in one message, without the values', () => {
    const variables = {
      PORT: 'many',
      DATABASE_URL: 'mysql://u:secret@h/d',
      LINEKEEPER_SECRET: 'short',
      LOG_LEVEL: 'loud',
    };
    const error = (() => {
      try {
        readEnv(variables);
      } catch (thrown) {
        return thrown as Error;
      }
      throw new Error('It was accepted');
    })();
    expect(error).toBeInstanceOf(EnvError);
    for (const name of Object.keys(variables)) expect(error.message).toContain(name);
    expect(error.message).not.toMatch(/secret@|short/);
  });

  it('uses the serving role as the owner by default', () => {
    expect(readEnv({ DATABASE_URL: URL }).database).toEqual({ url: URL, ownerUrl: URL });
    expect(readEnv({ DATABASE_URL: URL, DATABASE_OWNER_URL: `${URL}2` }).database?.ownerUrl).toBe(`${URL}2`);
    expect(() => readEnv({ DATABASE_OWNER_URL: URL })).toThrow(/DATABASE_OWNER_URL/);
  });

  it('creates no demo companies at DATABASE_URL by default', () => {
    expect(readEnv({ DATABASE_URL: URL }).demo).toBe(false);
    expect(readEnv({ DATABASE_URL: URL, LINEKEEPER_DEMO: '1' }).demo).toBe(true);
    expect(readEnv({ LINEKEEPER_DEMO: '0' }).demo).toBe(false);
  });

  it('refuses port 0, because the address must be known before the server listens', () => {
    for (const name of ['PORT', 'LINEKEEPER_DATABASE_PORT']) expect(() => readEnv({ [name]: '0' })).toThrow(name);
  });

  it('treats an empty variable as absent', () => {
    expect(readEnv({ PORT: '', DATABASE_URL: '' })).toMatchObject({ port: 3000, database: undefined });
  });
});

it.each([
  ['127.0.0.1', true],
  ['127.1.2.3', true],
  ['localhost', true],
  ['::1', true],
  ['0.0.0.0', false],
  ['::', false],
  ['192.0.2.1', false],
])('isLoopback(%s) is %s', (host, expected) => {
  expect(isLoopback(host)).toBe(expected);
});
