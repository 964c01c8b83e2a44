import { expect, it } from 'vitest';
import { readEnv } from './env.ts';
import { explainStart } from './explain-start.ts';

const env = readEnv({ PORT: '80', LINEKEEPER_DATA_DIR: '/srv/data' });

it('distinguishes a port below 1024 from a folder of another user', () => {
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

it('says that the disk is full, whatever was written', () => {
  const error = Object.assign(new Error('ENOSPC: no space left on device'), { code: 'ENOSPC', syscall: 'write' });
  expect(explainStart(error, env)).toBe('The disk of /srv/data is full. Free some space and start again.');
  expect(explainStart(Object.assign(error, { path: '/srv/data/secret' }), env)).toContain('/srv/data/secret is full');
});
