import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const FILE = fileURLToPath(new URL('../.env', import.meta.url));

/** Sets the variables from `.env` in the repository's root, if it exists. Variables that are already set stay. */
export function loadDotEnv() {
  if (existsSync(FILE)) process.loadEnvFile(FILE);
}
