export { type AppRouter, appRouter } from './app-router.ts';
export { type Context, createContext } from './context.ts';
export { type ActingTenant, type Principal, permissionsOf, type Role } from './principal.ts';
export { retryAfterSecondsOf } from './too-many-requests.ts';
export { createCallerFactory } from './trpc.ts';
