export type { MemberRole, Permission } from '@linekeeper/contract';
export { NotMigratedError, type OnOutcome } from '@linekeeper/core';
export { type HostTransaction, HostTransactionError, prismaTransaction } from '@linekeeper/postgres';
export type { Answer, Call } from './call.ts';
export type { ResolvePrincipal } from './caller.ts';
export { cleanHourly } from './clean-hourly.ts';
export { type Door, METHODS } from './door.ts';
export { createHandler, type Handler, type HandlerOptions } from './handler.ts';
export { createTenantReader } from './host-tenants.ts';
export { faultStatus, HttpError, httpFault, refuseUsually } from './http-fault.ts';
export { type ActorOfHost, HostError, type Identity, type TenantOfHost } from './identity.ts';
export type { CallOptions, ForTenantOptions, TenantPhone } from './in-process.ts';
export {
  type Authenticate,
  type AuthenticateRequest,
  createLinekeeper,
  type Linekeeper,
  type LinekeeperOptions,
  resolveBy,
} from './linekeeper.ts';
export { type Log, logFault } from './log.ts';
export { pathOf } from './mount-path.ts';
export { sendAnswer, toCall, toNodeHandler } from './node.ts';
export { refuseOtherSites } from './other-sites.ts';
export { createRequestId } from './request-id.ts';
export { bearerOf, namedTenant, resolveService } from './resolve-service.ts';
export { answerRequest } from './web.ts';
