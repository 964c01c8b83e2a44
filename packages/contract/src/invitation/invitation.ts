import { z } from 'zod';
import { PASSWORD_LENGTH, PERSON_NAME_MAX_LENGTH } from '../limits.ts';
import { PLAIN_TEXT } from '../plain-text.ts';
import { storableText } from '../storable-text.ts';

/** What stands in an invitation's link: `/invitation/<id>?token=<token>`. */
export const InvitationLink = z.strictObject({ id: z.uuid(), token: storableText(64).min(1) });
export type InvitationLink = z.infer<typeof InvitationLink>;

/**
 * `POST /api/invitation/read` answers this to {@link InvitationLink}: who is invited by which company. `hasAccount`: a
 * person with this e-mail exists already and joins by signing in; others choose a name and a password.
 * 404 INVITATION_ENDED: there is no such link, it was used, or it is older than seven days.
 */
export const Invitation = z.object({ tenantName: z.string(), email: z.string(), hasAccount: z.boolean() });
export type Invitation = z.infer<typeof Invitation>;

/**
 * `POST /api/invitation/accept`: with `person`, makes that person (password: 8 to 128 characters); without, takes the one
 * who is signed in. A member gets the role of the invitation. 204, or 404 INVITATION_ENDED, 409 HAS_ACCOUNT (sign in and
 * accept again), 409 LAST_OWNER (the company would be left without an owner), 401 UNAUTHORIZED (nobody
 * is signed in), 403 OTHER_PERSON (the invitation is for another e-mail).
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
