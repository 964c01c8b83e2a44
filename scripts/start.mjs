// Builds what is out of date, then starts the server in this process.
import './end-with-parent.mjs';
import { buildDashboard, buildServer } from './build.mjs';
import { loadDotEnv } from './load-dot-env.mjs';

loadDotEnv();
await buildServer();
await buildDashboard();
await import('../apps/linekeeper/dist/main.js');
