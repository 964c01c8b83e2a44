import { CurrentSession } from '@linekeeper/contract';
import { permissionsOf } from '../access/permissions.ts';
import { procedureFor, router } from '../trpc.ts';

export const sessionRouter = router({
  get: procedureFor('inboundNumber:read')
    .output(CurrentSession)
    .query(
      ({
        ctx: {
          tenant: { principal, tenant },
        },
      }) => ({
        person: principal.kind === 'person' ? { name: principal.name, email: principal.email } : null,
        tenant: { id: tenant.id, name: tenant.name, country: tenant.country },
        permissions: permissionsOf(principal),
      }),
    ),
});
