import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { GUARDS } from './guards/guards.ts';

const ROOT = fileURLToPath(new URL('..', import.meta.url));

/** `pnpm test:guards` removes them. That takes long, so a landing checks only that it still can. */
it.each(Object.entries(GUARDS))(
  'every guard of the %s list is found once in its file, and its test has the words of the title',
  (_name, guards) => {
    const lost = guards.filter(({ file, search, test, title = '' }) => {
      if (!existsSync(`${ROOT}/${file}`) || !existsSync(`${ROOT}/${test}`)) return true;
      const tests = readFileSync(`${ROOT}/${test}`, 'utf8');
      // The titles of procedures and paths are in a table elsewhere.
      if (!/[./]/.test(title) && !title.split(' ').every((word) => tests.includes(word))) return true;
      return readFileSync(`${ROOT}/${file}`, 'utf8').split(search).length !== 2;
    });
    expect(lost.map(({ promise, file }) => `${promise}: ${file}`)).toEqual([]);
  },
);
