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
import { endMemberSessions, listManagers, listMembers, removeMember, setMemberRole } from './members.ts';

export const memberRouter = router({
  list: procedureFor('member:read')
    .output(ListMembersOutput)
    .query(async ({ ctx }) =>
      (await listMembers(ctx.tenant)).map(({ createdAt, lastSignInAt, ...member }) => ({
        ...member,
        createdAt: createdAt.toISOString(),
        lastSignInAt: lastSignInAt?.toISOString() ?? null,
      })),
    ),

  // Only for people, because a program has nobody to ask.
  managers: procedureFor('organization:read')
    .output(ListManagersOutput)
    .query(({ ctx }) => listManagers(ctx.tenant)),

  setRole: procedureFor('member:manage')
    .input(SetMemberRoleInput)
    .output(SetMemberRoleOutput)
    .mutation(async ({ ctx, input: { id, role } }) => {
      const answer = await setMemberRole(ctx.tenant, id, role);
      return answer === 'LAST_OWNER' ? err(lastOwner()) : ok({ found: answer === 'CHANGED' });
    }),

  remove: procedureFor('member:manage')
    .input(RemoveMemberInput)
    .output(RemoveMemberOutput)
    .mutation(async ({ ctx, input }) => {
      const answer = await removeMember(ctx.tenant, input.id);
      return answer === 'LAST_OWNER' ? err(lastOwner()) : ok({ removed: answer === 'REMOVED' });
    }),

  endSessions: procedureFor('member:manage')
    .input(EndMemberSessionsInput)
    .output(EndMemberSessionsOutput)
    .mutation(async ({ ctx, input }) => ok({ ended: (await endMemberSessions(ctx.tenant, input.id)) ?? 0 })),
});
