import { CountryCode } from '@linekeeper/phone-number';
import { z } from 'zod';
import { Permission } from '../permission.ts';
import type { Query } from '../procedure.ts';

/**
 * Who is calling, for which tenant, and what they can do there. A dashboard needs this before it shows anything.
 * `person` is null if a service calls with an API key.
 */
export const CurrentSession = z.object({
  person: z.object({ name: z.string(), email: z.string() }).nullable(),
  tenant: z.object({ id: z.string(), name: z.string(), country: CountryCode.nullable() }),
  permissions: z.array(Permission),
});
export type CurrentSession = z.infer<typeof CurrentSession>;

export interface SessionProcedures {
  get: Query<void, CurrentSession>;
}
