export { freePort } from '../../packages/embedded-postgres/src/free-port.ts';
