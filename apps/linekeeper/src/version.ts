import { readFileSync } from 'node:fs';

/** The version of this package, which the command line, `/healthz` and the log show. */
export const VERSION: string = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'))
  .version as string;
