import {
  EndMemberSessionsInput,
  EndMemberSessionsOutput,
  err,
  ListManagersOutput,
  ListMembersOutput,
  lastOwner,
  ok,
  RemoveMemberInput,
  RemoveMemberOutput,
  SetMemberRoleInput,
  SetMemberRoleOutput,
} from '@linekeeper/contract';
import { procedureFor, router } from '../trpc.ts';

export const memberRouter = router({
  list: procedureFor('member:read')
    .output(ListMembersOutput)
    .query(async ({ ctx }) =>
      (await ctx.rows.members.list()).map(({ createdAt, lastSignInAt, ...member }) => ({
        ...member,
        createdAt: createdAt.toISOString(),
        lastSignInAt: lastSignInAt?.toISOString() ?? null,
      })),
    ),

  // People alone: a key has nobody to ask.
  managers: procedureFor('organization:read')
    .output(ListManagersOutput)
    .query(({ ctx }) => ctx.rows.members.managers()),

  setRole: procedureFor('member:manage')
    .input(SetMemberRoleInput)
    .output(SetMemberRoleOutput)
    .mutation(async ({ ctx, input: { id, role } }) => {
      const answer = await ctx.rows.members.setRole(id, role);
      return answer === 'LAST_OWNER' ? err(lastOwner()) : ok({ found: answer === 'CHANGED' });
    }),

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
