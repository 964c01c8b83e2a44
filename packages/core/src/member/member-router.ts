import {
  EndMemberSessionsInput,
  EndMemberSessionsOutput,
  err,
  ListMembersOutput,
  lastOwner,
  ok,
  RemoveMemberInput,
  RemoveMemberOutput,
} from '@linekeeper/contract';
import { procedureFor, router } from '../trpc.ts';

export const memberRouter = router({
  list: procedureFor('member:read')
    .output(ListMembersOutput)
    .query(async ({ ctx }) =>
      (await ctx.rows.members.list()).map(({ createdAt, ...member }) => ({
        ...member,
        createdAt: createdAt.toISOString(),
      })),
    ),

  remove: procedureFor('member:manage')
    .input(RemoveMemberInput)
    .output(RemoveMemberOutput)
    .mutation(async ({ ctx, input }) => {
      const answer = await ctx.rows.members.remove(input.id);
      return answer === 'LAST_OWNER' ? err(lastOwner()) : ok({ removed: answer === 'REMOVED' });
    }),

  endSessions: procedureFor('member:manage')
    .input(EndMemberSessionsInput)
    .output(EndMemberSessionsOutput)
    .mutation(async ({ ctx, input }) => ok({ ended: (await ctx.rows.members.endSessions(input.id)) ?? 0 })),
});
