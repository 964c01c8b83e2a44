import type { Permission } from '@linekeeper/contract';
import { initTRPC } from '@trpc/server';
import { authorize, authorizePlatform, authorizeRouting } from './access/authorize.ts';
import type { Context } from './access/context.ts';
import { databaseFault } from './fault/database-fault.ts';
import { messageOfFault } from './fault/fault-messages.ts';
import { goneTenantFault } from './fault/gone-tenant-fault.ts';
import { retryAfterSecondsOf } from './fault/retry-later.ts';

const t = initTRPC.context<Context>().create({
  // Answers never contain a stack or a driver's message, for any value of NODE_ENV.
  isDev: false,
  errorFormatter: ({ shape, error }) => ({
    ...shape,
    message: messageOfFault(error),
    data: { ...shape.data, retryAfterSeconds: retryAfterSecondsOf([error]) ?? undefined },
  }),
});

export const router = t.router;
export const createCallerFactory = t.createCallerFactory;

/** This wraps everything, including the look-up of the caller. */
const available = t.procedure.use(async ({ ctx, path, next }) => {
  const result = await next();
  const fault = result.ok ? null : databaseFault(result.error.cause);
  ctx.onOutcome?.(path, result.ok ? codeOf(result.data) : (fault ?? result.error).code);
  if (fault) throw fault;
  return result;
});

/** `ok`, or the code of the refusal if the answer is an outcome. */
function codeOf(answer: unknown): string {
  const { ok, error } = (answer ?? {}) as { ok?: unknown; error?: { code?: unknown } };
  return ok === false && typeof error?.code === 'string' ? error.code : 'ok';
}

/**
 * A procedure that reads across tenants, for keys with `routing:read`. It gets the tenant whose lines it can return,
 * but no handle to rows.
 */
export const routingProcedure = available.use(async ({ ctx, next }) => next({ ctx: await authorizeRouting(ctx) }));

/** A procedure about tenants themselves, for platform keys with `tenant:manage`. */
export const platformProcedure = available.use(async ({ ctx, next }) =>
  next({ ctx: { platform: await authorizePlatform(ctx, 'tenant:manage') } }),
);

/**
 * Every procedure of a tenant is made with this. It needs a permission, so nobody can forget it. The procedure gets the
 * caller's tenant and the handle to its rows, never an id from the input.
 */
export function procedureFor(permission: Permission) {
  return available.use(async ({ ctx, next }) => {
    const tenant = await authorize(ctx, permission);
    const result = await next({ ctx: { tenant } });
    const fault = result.ok ? null : goneTenantFault(result.error.cause, tenant.principal);
    if (fault) throw fault;
    return result;
  });
}
