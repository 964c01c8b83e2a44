import { ListInvitationsOutput, ok, WithdrawInvitationInput, WithdrawInvitationOutput } from '@linekeeper/contract';
import { procedureFor, router } from '../trpc.ts';

export const invitationRouter = router({
  list: procedureFor('member:read')
    .output(ListInvitationsOutput)
    .query(async ({ ctx }) =>
      (await ctx.rows.invitations.list()).map(({ createdAt, expiresAt, ...invitation }) => ({
        ...invitation,
        createdAt: createdAt.toISOString(),
        expiresAt: expiresAt.toISOString(),
      })),
    ),

  withdraw: procedureFor('member:manage')
    .input(WithdrawInvitationInput)
    .output(WithdrawInvitationOutput)
    .mutation(async ({ ctx, input }) => ok({ withdrawn: await ctx.rows.invitations.withdraw(input.id) })),
});
