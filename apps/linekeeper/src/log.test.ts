import { describe, expect, it } from 'vitest';
import { createLogger, createNumberMask, loggedPath } from './log.ts';

describe('a masked number', () => {
  const mask = createNumberMask('a key');

  it.each([
    ['+14155238886', /^\+1415•••••86#[a-z]{8}$/],
    ['called 442079460018 twice', /^called 4420••••••18#[a-z]{8} twice$/],
    ['+4412345', /^\+4412•45#[a-z]{8}$/],
    ['123456', /^123456$/],
    ['2026-11-22T17:00:00.123Z', /^2026-11-22T17:00:00\.123Z$/],
  ])('of %s is shown as %s', (text, masked) => {
    expect(mask(text)).toMatch(masked);
  });

  it('has the same hash in every line and spelling, and another hash for another number or key', () => {
    const hash = (text: string, key = 'a key') => createNumberMask(key)(text).split('#')[1];
    expect(hash('+14155238886')).toBe(hash('14155238886'));
    expect(hash('+14155238886')).not.toBe(hash('+14155238986'));
    expect(hash('+14155238886')).not.toBe(hash('+14155238886', 'another key'));
  });
});

describe('the log', () => {
  function lines(write: (log: ReturnType<typeof createLogger>) => void): string[] {
    const written: string[] = [];
    write(createLogger({ level: 'info', destination: { write: (line) => void written.push(line) } }));
    return written;
  }

  it('never contains a whole number, from any source', () => {
    const [line = ''] = lines((log) => {
      const err = Object.assign(new Error('Key (e164)=(+14155238886) already exists'), {
        meta: { detail: '+14155238886' },
      });
      log.error({ err, path: '/trpc/+14155238886' }, 'a claim for +14155238886');
    });
    expect(line).not.toMatch(/\+?\d{7,}/);
    expect(line.match(/\+1415•••••86/g)?.length).toBeGreaterThanOrEqual(4);
  });

  it.each([
    ['/trpc/+1-415-523-8886?a=1', '/trpc/+1415•••••86#'],
    ['/x/%2B1%20(415)%20523.8886', '/x/+1415•••••86#'],
    ['/x/415/523/8886', '/x/4155••••86#'],
    ['/x/%E0%A4%A-415-523-8886', '/x/%E0%A4%A-4155••••86#'],
    ['/api/organization/info?phone=+14155238886', '/api/organization/info"'],
    [`/${'1-'.repeat(300)}`, `/1111${'•'.repeat(94)}11#`],
  ])('contains no number from the address %s', (url, shown) => {
    const [line = ''] = lines((log) => log.info({ path: loggedPath(url) }, 'request'));
    expect(line).toContain(`"path":"${shown}`);
  });

  it('is one line of JSON for every entry', () => {
    const written = lines((log) => log.info({ path: 'a\r\nb' }, 'c\nd'));
    expect(written).toHaveLength(1);
    expect(written[0]?.trimEnd()).not.toMatch(/[\r\n]/);
    expect(JSON.parse(written[0] ?? '')).toMatchObject({ level: 'info', path: 'a\r\nb', msg: 'c\nd' });
  });

  it('contains no password, token or header', () => {
    const [line = ''] = lines((log) =>
      log.info({ password: 'canary', token: 'canary', headers: { authorization: 'canary', cookie: 'canary' } }, 'x'),
    );
    expect(line).not.toContain('canary');
  });
});
