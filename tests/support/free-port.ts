export { freePort } from '../../packages/postgres/src/embedded/free-port.ts';
