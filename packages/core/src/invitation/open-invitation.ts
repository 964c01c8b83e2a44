import { MemberRole } from '@linekeeper/contract';
import { permissionsOfRole } from '../access/permissions.ts';
import { Prisma } from '../generated/client.ts';

const INVITING_ROLES = MemberRole.options.filter((role) => permissionsOfRole(role).includes('member:manage'));

/**
 * Whether the invitation `i` can be accepted. It ends when the member who made it is removed or can't invite any more:
 * otherwise, that person could come back with a link for another email of theirs. Invitations by the operator or by a host
 * product have no inviter.
 */
export const IS_OPEN = Prisma.sql`(
  i.status = 'pending' AND i.expires_at > now() AND (i.inviter_id IS NULL OR EXISTS (
    SELECT FROM linekeeper.members inviting
    WHERE inviting.user_id = i.inviter_id AND inviting.tenant_id = i.tenant_id AND inviting.role = ANY(${INVITING_ROLES}::text[])
  ))
)`;
