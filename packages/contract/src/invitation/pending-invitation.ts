import { outcomeSchema } from '@linekeeper/phone-number';
import { z } from 'zod';
import { PERSON_EMAIL_MAX_LENGTH } from '../limits.ts';
import { MemberRole } from '../member/member.ts';
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
 * open, so a repeated call isn't a fault. There is no refusal.
 */
export const WithdrawInvitationOutput = outcomeSchema(z.object({ withdrawn: z.boolean() }), z.never());
export type WithdrawInvitationOutput = z.infer<typeof WithdrawInvitationOutput>;

/** Whom to invite, and as what. A member with this email gets the role when they accept. */
export const CreateInvitationInput = z.strictObject({
  email: storableText(PERSON_EMAIL_MAX_LENGTH).pipe(z.email()),
  role: MemberRole,
});
export type CreateInvitationInput = z.infer<typeof CreateInvitationInput>;

/**
 * A new invitation. It ends the earlier ones for the same email. `path` is the link without the address of the dashboard.
 * It contains the secret, and no later answer does. Nothing is sent to anybody. There is no refusal.
 */
export const CreateInvitationOutput = outcomeSchema(z.object({ id: z.string(), path: z.string() }), z.never());
export type CreateInvitationOutput = z.infer<typeof CreateInvitationOutput>;
