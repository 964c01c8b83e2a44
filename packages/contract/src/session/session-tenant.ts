import { z } from 'zod';
import { storableText } from '../storable-text.ts';

/**
 * A company that the signed-in person is a member of. `current`: the session acts for it. No company is current if the
 * chosen one is gone, or if the person is a member of several and hasn't chosen. `slug`: its short name in the dashboard's
 * addresses; null if it has none.
 */
export const SessionTenant = z.object({
  id: z.string(),
  name: z.string(),
  slug: z.string().nullable(),
  current: z.boolean(),
});
export type SessionTenant = z.infer<typeof SessionTenant>;

/**
 * The answer of `GET /api/session/tenants`: the current company, if any, then the others, the oldest membership first.
 */
export const SessionTenants = z.array(SessionTenant);
export type SessionTenants = z.infer<typeof SessionTenants>;

/** The body of `POST /api/session/tenant`: which company the session should act for. */
export const ChooseTenantInput = z.strictObject({ tenantId: storableText(64) });
export type ChooseTenantInput = z.infer<typeof ChooseTenantInput>;
