import { CreateInvitationInput } from '@linekeeper/contract';

/** Whether the server accepts this email for an invitation. The same rule, so that the form can name its field. */
export function isInvitable(email: string): boolean {
  return CreateInvitationInput.shape.email.safeParse(email).success;
}
