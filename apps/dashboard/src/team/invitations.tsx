import { faultOf } from '@linekeeper/client';
import type { MemberRole, PendingInvitation } from '@linekeeper/contract';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useApi } from '../shell/api.ts';
import { asTitle } from '../ui/as-sentence.ts';
import { Button } from '../ui/button.tsx';
import { Announced, Notice, type NoticeProps } from '../ui/notice.tsx';
import { day } from '../ui/when.tsx';
import { InvitationLink } from './invitation-link.tsx';
import { roleName, TEAM } from './texts.ts';
import { type CreatedInvitation, useInvite } from './use-invite.ts';

/** The invitations that nobody has accepted yet. */
export function Invitations({ canManage }: { canManage: boolean }) {
  const api = useApi();
  const queries = useQueryClient();
  const { invite, isPending } = useInvite();
  const [created, setCreated] = useState<CreatedInvitation | null>(null);
  const [result, setResult] = useState<NoticeProps | null>(null);
  const invitations = useQuery({
    queryKey: ['invitations'],
    queryFn: ({ signal }) => api.invitation.list.query(undefined, { signal }),
  });

  async function withdraw({ id, email }: PendingInvitation) {
    try {
      await api.invitation.withdraw.mutate({ id });
      setResult({ tone: 'good', title: TEAM.withdrawn(email), takesFocus: true });
    } catch (error) {
      setResult({ tone: 'bad', title: faultOf(error).message });
    }
    await queries.invalidateQueries({ queryKey: ['invitations'] });
  }

  async function renew({ email, role }: PendingInvitation) {
    if (isPending) return;
    setResult(null);
    const renewed = await invite({ email, role: role as MemberRole });
    if (typeof renewed === 'string') setResult({ tone: 'bad', title: renewed });
    else setCreated(renewed);
  }

  return (
    <>
      <ul className="divide-y divide-line empty:hidden">
        {(invitations.data ?? []).map((invitation) => (
          <li
            key={invitation.email}
            className="flex flex-wrap items-center justify-between gap-x-6 gap-y-3 py-4 text-sm first:pt-0 last:pb-0"
          >
            <div className="min-w-0">
              <p className="font-medium wrap-anywhere">{invitation.email}</p>
              <p className="mt-0.5 text-muted">
                {roleName(invitation.role)} · {TEAM.expires} {day(invitation.expiresAt)}
              </p>
            </div>
            {canManage && (
              <div className="flex flex-wrap gap-2">
                {/* An invitation for a role that only the operator can give. */}
                {Object.hasOwn(TEAM.roles, invitation.role) && (
                  <Button
                    look="secondary"
                    aria-label={TEAM.newLinkFor(invitation.email)}
                    pending={isPending}
                    onClick={() => void renew(invitation)}
                  >
                    {TEAM.newLink}
                  </Button>
                )}
                <Button
                  look="secondary"
                  needsServer
                  aria-label={TEAM.withdrawOf(invitation.email)}
                  onClick={() => void withdraw(invitation)}
                >
                  {TEAM.withdraw}
                </Button>
              </div>
            )}
          </li>
        ))}
      </ul>
      {canManage && invitations.data && invitations.data.length > 0 && (
        <p className="mt-4 text-sm text-muted">{TEAM.newLinkEnds}</p>
      )}
      {invitations.data?.length === 0 && <p className="text-sm text-muted">{TEAM.noInvitations}</p>}
      {invitations.error && <p className="text-sm text-bad">{asTitle(faultOf(invitations.error).message)}</p>}
      <Announced>{result && <Notice {...result} />}</Announced>
      {created && <InvitationLink created={created} isNew onClose={() => setCreated(null)} />}
    </>
  );
}
