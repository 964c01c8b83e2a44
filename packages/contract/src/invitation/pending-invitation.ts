import { outcomeSchema } from '@linekeeper/phone-number';
import { z } from 'zod';
import { PERSON_EMAIL_MAX_LENGTH } from '../limits.ts';
import { MemberRole } from '../member/member.ts';
import type { Mutation, Query } from '../procedure.ts';
import { storableText } from '../storable-text.ts';

/** An invitation that can still be accepted, without its link. Times are ISO 8601, UTC. */
export const PendingInvitation = z.object({
  id: z.string(),
  email: z.string(),
  role: z.string(),
  createdAt: z.iso.datetime(),
  expiresAt: z.iso.datetime(),
});
export type PendingInvitation = z.infer<typeof PendingInvitation>;

/** The tenant's invitations that can still be accepted, newest first. */
export const ListInvitationsOutput = z.array(PendingInvitation);
export type ListInvitationsOutput = z.infer<typeof ListInvitationsOutput>;

export const WithdrawInvitationInput = z.strictObject({ id: z.uuid() });
export type WithdrawInvitationInput = z.infer<typeof WithdrawInvitationInput>;

/**
 * Ends an invitation: its link no longer works. `withdrawn` is false if the tenant has no such invitation that is still
 * open, so a repeated call isn't a fault. A call is never refused.
 */
export const WithdrawInvitationOutput = outcomeSchema(z.object({ withdrawn: z.boolean() }), z.never());
export type WithdrawInvitationOutput = z.infer<typeof WithdrawInvitationOutput>;

/** The highest number of a tenant's open invitations. */
export const MAX_OPEN_INVITATIONS = 100;
/** The highest number of a tenant's stored invitations: open ones, and used and ended ones until they are deleted. */
export const MAX_STORED_INVITATIONS = 2_000;

/** The tenant has as many invitations as it can have. `message` says what to do. */
export const InvitationLimit = z.object({ code: z.literal('INVITATION_LIMIT'), message: z.string() });
export type InvitationLimit = z.infer<typeof InvitationLimit>;

const LIMITS = {
  OPEN: `Your company already has ${MAX_OPEN_INVITATIONS} open invitations. Withdraw one, then try again`,
  STORED: 'Your company has invited too many people in the last few weeks. Try again in a few days',
};

/** OPEN: {@link MAX_OPEN_INVITATIONS} is reached; STORED: {@link MAX_STORED_INVITATIONS} is. */
export function invitationLimit(reached: keyof typeof LIMITS): InvitationLimit {
  return { code: 'INVITATION_LIMIT', message: LIMITS[reached] };
}

/** The person to invite is a member of the tenant already. Their role is changed with `member.setRole`. */
export const AlreadyMember = z.object({ code: z.literal('ALREADY_MEMBER'), message: z.string() });
export type AlreadyMember = z.infer<typeof AlreadyMember>;

export const ALREADY_MEMBER: AlreadyMember = {
  code: 'ALREADY_MEMBER',
  message: 'This person is already a member of your company',
};

/** The person to invite, and their role. A member who accepts gets the role; only the operator can invite members. */
export const CreateInvitationInput = z.strictObject({
  email: storableText(PERSON_EMAIL_MAX_LENGTH).pipe(z.email()),
  role: MemberRole,
});
export type CreateInvitationInput = z.infer<typeof CreateInvitationInput>;

/**
 * A new invitation. It ends the earlier ones for the same email. `path` is the link without the address of the dashboard.
 * It contains the secret, and no later answer does. Nothing is sent to anybody. If it's refused, nothing was created.
 */
export const CreateInvitationOutput = outcomeSchema(
  z.object({ id: z.string(), path: z.string() }),
  z.discriminatedUnion('code', [InvitationLimit, AlreadyMember]),
);
export type CreateInvitationOutput = z.infer<typeof CreateInvitationOutput>;

export interface InvitationProcedures {
  create: Mutation<CreateInvitationInput, CreateInvitationOutput>;
  list: Query<void, ListInvitationsOutput>;
  withdraw: Mutation<WithdrawInvitationInput, WithdrawInvitationOutput>;
}
