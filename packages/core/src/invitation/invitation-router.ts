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

  create: procedureFor('member:manage')
    .input(CreateInvitationInput)
    .output(CreateInvitationOutput)
    .mutation(async ({ ctx: { rows, principal }, input }) => {
      const inviterId = principal.kind === 'person' ? principal.id : null;
      const { id, token } = await rows.invitations.create({ ...input, inviterId });
      return ok({ id, path: invitationPath({ id, token }) });
    }),

  withdraw: procedureFor('member:manage')
    .input(WithdrawInvitationInput)
    .output(WithdrawInvitationOutput)
    .mutation(async ({ ctx, input }) => ok({ withdrawn: await ctx.rows.invitations.withdraw(input.id) })),
});
