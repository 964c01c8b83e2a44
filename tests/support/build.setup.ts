import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const BUILD = fileURLToPath(new URL('../../scripts/build.mjs', import.meta.url));

/** Builds the server and the dashboard as `start` does, if they are out of date, so that tests run what people run. */
export default function setup(): void {
  execFileSync(process.execPath, [BUILD], { stdio: 'inherit' });
}
