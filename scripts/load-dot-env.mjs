import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const FILE = fileURLToPath(new URL('../.env', import.meta.url));

/** Takes the variables of `.env` in the repository's root, if it is there. A variable that is set already stays. */
export function loadDotEnv() {
  if (existsSync(FILE)) process.loadEnvFile(FILE);
}
