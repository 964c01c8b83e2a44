import {
  CreateInvitationInput,
  CreateInvitationOutput,
  ListInvitationsOutput,
  ok,
  WithdrawInvitationInput,
  WithdrawInvitationOutput,
} from '@linekeeper/contract';
import { procedureFor, router } from '../trpc.ts';
import { invitationPath } from './invitation-token.ts';
import { inviteMember, listInvitations, withdrawInvitation } from './tenant-invitations.ts';

export const invitationRouter = router({
  list: procedureFor('member:read')
    .output(ListInvitationsOutput)
    .query(async ({ ctx }) =>
      (await listInvitations(ctx.tenant)).map(({ createdAt, expiresAt, ...invitation }) => ({
        ...invitation,
        createdAt: createdAt.toISOString(),
        expiresAt: expiresAt.toISOString(),
      })),
    ),

  create: procedureFor('member:manage')
    .input(CreateInvitationInput)
    .output(CreateInvitationOutput)
    .mutation(async ({ ctx, input }) => {
      const invited = await inviteMember(ctx.tenant, input);
      return invited.ok ? ok({ id: invited.data.id, path: invitationPath(invited.data) }) : invited;
    }),

  withdraw: procedureFor('member:manage')
    .input(WithdrawInvitationInput)
    .output(WithdrawInvitationOutput)
    .mutation(async ({ ctx, input }) => ok({ withdrawn: await withdrawInvitation(ctx.tenant, input.id) })),
});
