import { outcomeSchema } from '@linekeeper/phone-number';
import { z } from 'zod';
import type { Mutation, Query } from '../procedure.ts';

/** What a member can do; the table of permissions is in core. */
export const MemberRole = z.enum(['owner', 'admin', 'member']);
export type MemberRole = z.infer<typeof MemberRole>;

/**
 * A member of the tenant. `id` is the id of the membership, and `createdAt` is when it began (ISO 8601, UTC).
 * `lastSignInAt`: null if the person hasn't signed in yet.
 */
export const Member = z.object({
  id: z.string(),
  name: z.string(),
  email: z.string(),
  role: z.string(),
  createdAt: z.iso.datetime(),
  lastSignInAt: z.iso.datetime().nullable(),
});
export type Member = z.infer<typeof Member>;

/** The tenant's members, the oldest membership first. */
export const ListMembersOutput = z.array(Member);
export type ListMembersOutput = z.infer<typeof ListMembersOutput>;

/** The members that can change the number or invite others: the people a member can ask. Owners first, then by name. */
export const ListManagersOutput = z.array(Member.pick({ name: true, email: true, role: true }));
export type ListManagersOutput = z.infer<typeof ListManagersOutput>;

/** `id`: the id of the membership. */
export const SetMemberRoleInput = z.strictObject({ id: z.uuid(), role: MemberRole });
export type SetMemberRoleInput = z.infer<typeof SetMemberRoleInput>;

/** `id`: the id of the membership. */
export const RemoveMemberInput = z.strictObject({ id: z.uuid() });
export type RemoveMemberInput = z.infer<typeof RemoveMemberInput>;

/** The member is the tenant's only owner. Nothing was changed. */
export const LastOwner = z.object({ code: z.literal('LAST_OWNER'), message: z.string() });
export type LastOwner = z.infer<typeof LastOwner>;

export function lastOwner(): LastOwner {
  return { code: 'LAST_OWNER', message: 'A company must have an owner. Make somebody else an owner first' };
}

/**
 * Ends a membership, the person's sessions that act for the tenant, and the open invitations for their email. The tenant's
 * API keys keep working, even those that the person created. `removed` is false if the tenant has no such member, so a
 * repeated call isn't a fault.
 */
export const RemoveMemberOutput = outcomeSchema(z.object({ removed: z.boolean() }), LastOwner);
export type RemoveMemberOutput = z.infer<typeof RemoveMemberOutput>;

/** `id`: the id of the membership. */
export const EndMemberSessionsInput = z.strictObject({ id: z.uuid() });
export type EndMemberSessionsInput = z.infer<typeof EndMemberSessionsInput>;

/**
 * Signs a member out everywhere where they act for the tenant, and where they haven't chosen a tenant. `ended` is the
 * number of sessions, 0 if the tenant has no such member. A call is never refused.
 */
export const EndMemberSessionsOutput = outcomeSchema(z.object({ ended: z.int().min(0) }), z.never());
export type EndMemberSessionsOutput = z.infer<typeof EndMemberSessionsOutput>;

/** Gives a member another role. `found` is false if the tenant has no such member. A repeated call answers the same. */
export const SetMemberRoleOutput = outcomeSchema(z.object({ found: z.boolean() }), LastOwner);
export type SetMemberRoleOutput = z.infer<typeof SetMemberRoleOutput>;

export interface MemberProcedures {
  list: Query<void, ListMembersOutput>;
  managers: Query<void, ListManagersOutput>;
  setRole: Mutation<SetMemberRoleInput, SetMemberRoleOutput>;
  remove: Mutation<RemoveMemberInput, RemoveMemberOutput>;
  endSessions: Mutation<EndMemberSessionsInput, EndMemberSessionsOutput>;
}
