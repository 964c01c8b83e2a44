// Strict, and with every declaration checked: two compilers, two ways to resolve modules.
import { execFileSync } from 'node:child_process';

for (const compiler of ['typescript-5', 'typescript-7']) {
  for (const [module, resolution] of [
    ['nodenext', 'nodenext'],
    ['esnext', 'bundler'],
  ]) {
    const options = ['--strict', '--noEmit', '--skipLibCheck', 'false', '--jsx', 'react-jsx', '--target', 'es2022'];
    const libraries = ['--lib', 'es2023,dom,dom.iterable', '--module', module, '--moduleResolution', resolution];
    execFileSync(process.execPath, [`node_modules/${compiler}/bin/tsc`, ...options, ...libraries, 'form.tsx'], {
      stdio: 'inherit',
    });
    console.info(`${compiler} with ${resolution}: no error`);
  }
}
