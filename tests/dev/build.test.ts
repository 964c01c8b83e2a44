import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { copyRepository } from './repository-copy.ts';

it('four concurrent commands, with nothing built yet, all succeed', { timeout: 600_000 }, async () => {
  await using copy = await copyRepository();
  const program = join(copy.folder, 'apps/linekeeper/bin/linekeeper.mjs');
  const answers = await Promise.all(
    Array.from({ length: 4 }, async () => {
      const child = spawn(process.execPath, ['--conditions=linekeeper-built', program, '--version']);
      let said = '';
      for (const stream of [child.stdout, child.stderr]) stream.on('data', (text) => (said += String(text)));
      const [code] = (await once(child, 'close')) as [number];
      return { code, said };
    }),
  );
  for (const answer of answers) expect(answer).toMatchObject({ code: 0, said: expect.stringMatching(/\d+\.\d+\.\d+/) });
});
