// The command line with the variables of `.env`.
import { loadDotEnv } from './load-dot-env.mjs';

loadDotEnv();
await import('../apps/linekeeper/bin/linekeeper.mjs');
