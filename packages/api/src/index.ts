export { type AppRouter, appRouter } from './app-router.ts';
export { type Context, createContext } from './context.ts';
export { permissionsOf } from './permissions.ts';
export type { ActingTenant, Person, Principal, Role, Service } from './principal.ts';
export { retryAfterSecondsOf } from './too-many-requests.ts';
export { createCallerFactory } from './trpc.ts';
