export { type AppRouter, appRouter } from './app-router.ts';
export { type Context, createContext } from './context.ts';
export { FAULT_MESSAGES, messageOfFault } from './fault-messages.ts';
export { getOrganization } from './organization/get-organization.ts';
export { updateOrganization } from './organization/update-organization.ts';
export { permissionsOf } from './permissions.ts';
export type { ActingTenant, Person, Principal, Role, Service } from './principal.ts';
export { retryAfterSecondsOf } from './too-many-requests.ts';
export { createCallerFactory } from './trpc.ts';
