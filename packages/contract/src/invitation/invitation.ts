import { z } from 'zod';
import { PASSWORD_LENGTH, PERSON_NAME_MAX_LENGTH } from '../limits.ts';
import { PLAIN_TEXT } from '../plain-text.ts';
import { storableText } from '../storable-text.ts';

/** The parts of an invitation's link: `/invitation/<id>?token=<token>`. */
export const InvitationLink = z.strictObject({ id: z.uuid(), token: storableText(64).min(1) });
export type InvitationLink = z.infer<typeof InvitationLink>;

/**
 * The answer of `POST /api/invitation/read` to {@link InvitationLink}: the invited email, the company, the role and who
 * sent the invitation. `invitedBy`: a member's name, or null if the operator of the platform invited them.
 * `hasAccount`: a person with this email exists and joins by signing in. Anyone else chooses a name and a password. 404
 * INVITATION_ENDED: the link doesn't exist, was used, or is older than seven days.
 */
export const Invitation = z.object({
  tenantId: z.string(),
  tenantName: z.string(),
  email: z.string(),
  role: z.string(),
  invitedBy: z.string().nullable(),
  hasAccount: z.boolean(),
});
export type Invitation = z.infer<typeof Invitation>;

/**
 * `POST /api/invitation/accept`. With `person`, creates that person (password: 8 to 128 characters). Without it, the person
 * who is signed in accepts. If they are a member already, their role becomes the one in the invitation. Answers 204, or
 * 404 INVITATION_ENDED, 409 HAS_ACCOUNT (sign in and accept again), 409 LAST_OWNER (the company would have no owner),
 * 401 UNAUTHORIZED (not signed in), 403 OTHER_PERSON (the invitation is for another email).
 */
export const AcceptInvitation = InvitationLink.extend({
  person: z
    .strictObject({
      name: storableText(PERSON_NAME_MAX_LENGTH).trim().min(1).regex(PLAIN_TEXT),
      password: storableText(PASSWORD_LENGTH.max).min(PASSWORD_LENGTH.min),
    })
    .optional(),
});
export type AcceptInvitation = z.infer<typeof AcceptInvitation>;
