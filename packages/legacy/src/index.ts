export { TAKEOVER_COMMANDS } from './command/takeover-commands.ts';
export { legacyOrganizations } from './legacy-organizations.ts';
export { type LegacyWorkerOptions, refreshLegacyLink, startLegacyWorker } from './legacy-worker.ts';
