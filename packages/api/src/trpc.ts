import type { Permission } from '@linekeeper/contract';
import { initTRPC, TRPCError } from '@trpc/server';
import type { Context } from './context.ts';
import { permissionsOf } from './permissions.ts';
import { retryAfterSecondsOf } from './too-many-requests.ts';

const FAULT_MESSAGES = {
  UNAUTHORIZED: 'Sign in first',
  FORBIDDEN: 'You may not do this. Ask an owner or admin of your company',
  BAD_REQUEST: 'The request is not of the form that this procedure takes',
  TOO_MANY_REQUESTS: 'Too many requests. Try again later',
  INTERNAL_SERVER_ERROR: 'Something went wrong on our side. Try again in a moment',
} as const;

const t = initTRPC.context<Context>().create({
  // Neither a stack nor a driver's words leave the process, whatever NODE_ENV says.
  isDev: false,
  errorFormatter: ({ shape, error }) => ({
    ...shape,
    message: FAULT_MESSAGES[error.code as keyof typeof FAULT_MESSAGES] ?? error.code,
    data: { ...shape.data, retryAfterSeconds: retryAfterSecondsOf([error]) ?? undefined },
  }),
});

export const router = t.router;
export const createCallerFactory = t.createCallerFactory;

/**
 * The one way to a procedure: it names the permission that it needs, so that none can be written without. The
 * procedure is given the caller's tenant and its rows, never an id from the input. Who acts for no tenant (a person of
 * none, a key of the platform) is refused, whatever else it may do.
 */
export function procedureFor(permission: Permission) {
  return t.procedure.use(async ({ ctx, next }) => {
    const principal = await ctx.principal();
    if (!principal) throw new TRPCError({ code: 'UNAUTHORIZED' });
    const { tenant } = principal;
    if (!tenant || !permissionsOf(principal).includes(permission)) throw new TRPCError({ code: 'FORBIDDEN' });
    return next({ ctx: { principal, tenant, rows: ctx.db.forTenant(tenant.id) } });
  });
}
