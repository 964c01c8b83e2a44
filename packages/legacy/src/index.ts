export { TAKEOVER_COMMANDS } from './command/takeover-commands.ts';
