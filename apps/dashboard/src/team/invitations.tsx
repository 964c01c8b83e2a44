import { faultOf } from '@linekeeper/client';
import type { PendingInvitation } from '@linekeeper/contract';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useApi } from '../shell/api.ts';
import { Button } from '../ui/button.tsx';
import { Announced, Notice, type NoticeProps } from '../ui/notice.tsx';
import { day } from '../ui/when.tsx';
import { roleName, TEAM } from './texts.ts';

/** The invitations that nobody has accepted yet. */
export function Invitations({ canManage }: { canManage: boolean }) {
  const api = useApi();
  const queries = useQueryClient();
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

  return (
    <>
      <ul className="divide-y divide-line empty:hidden">
        {(invitations.data ?? []).map((invitation) => (
          <li
            key={invitation.id}
            className="flex flex-wrap items-center justify-between gap-x-6 gap-y-3 py-4 text-sm first:pt-0 last:pb-0"
          >
            <div className="min-w-0">
              <p className="font-medium wrap-anywhere">{invitation.email}</p>
              <p className="mt-0.5 text-muted">
                {roleName(invitation.role)} · {TEAM.expires} {day(invitation.expiresAt)}
              </p>
            </div>
            {canManage && (
              <Button
                look="secondary"
                aria-label={TEAM.withdrawOf(invitation.email)}
                onClick={() => void withdraw(invitation)}
              >
                {TEAM.withdraw}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {invitations.data?.length === 0 && <p className="text-sm text-muted">{TEAM.noInvitations}</p>}
      {invitations.error && <p className="text-sm text-bad">{faultOf(invitations.error).message}</p>}
      <Announced>{result && <Notice {...result} />}</Announced>
    </>
  );
}
