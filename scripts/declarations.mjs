// Puts the `.d.ts` file that the compiler writes for this workspace next to each built file of the published packages.
import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const NOT_PUBLISHED = /\.(test|test-d|cases|examples|arbitraries)\.d\.ts$|(^|\/)scripted-[^/]*$/;

export function writeDeclarations(root, folders) {
  const compiler = join(root, 'node_modules/typescript/bin/tsc');
  const { status } = spawnSync(process.execPath, [compiler, '-b', ...folders], { cwd: root, stdio: 'inherit' });
  if (status !== 0) throw new Error('The types of the packages could not be written');
  for (const folder of folders) {
    const from = join(root, folder, 'node_modules/.cache/types');
    const files = readdirSync(from, { recursive: true }).filter((file) => file.endsWith('.d.ts'));
    for (const file of files.filter((name) => !NOT_PUBLISHED.test(name.replaceAll('\\', '/')))) {
      const types = readFileSync(join(from, file), 'utf8');
      // The client's files include tRPC, so products that install the client don't have tRPC's types.
      if (folder === 'packages/client' && types.includes("'@trpc/")) continue;
      const target = join(root, folder, 'dist', file);
      mkdirSync(dirname(target), { recursive: true });
      writeFileSync(target, withBuiltNames(types));
    }
  }
}

/** `from './a.ts'` becomes `from './a.js'`, whose types are in `a.d.ts`. */
function withBuiltNames(types) {
  return types.replace(/((?:from |import\()['"]\.{1,2}\/[^'"]*)\.tsx?(?=['"])/g, '$1.js');
}
