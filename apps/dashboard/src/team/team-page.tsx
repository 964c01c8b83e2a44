import { useCurrentSession } from '@linekeeper/client/react';
import type { CurrentSession } from '@linekeeper/contract';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useApi } from '../shell/api.ts';
import { Button } from '../ui/button.tsx';
import { Card, CardSection } from '../ui/card.tsx';
import { Loaded } from '../ui/loaded.tsx';
import { Announced, Notice, type NoticeProps } from '../ui/notice.tsx';
import { PageTitle } from '../ui/page-title.tsx';
import { AskManagers } from './ask-managers.tsx';
import { Invitations } from './invitations.tsx';
import { InviteDialog } from './invite-dialog.tsx';
import { MemberRow } from './member-row.tsx';
import { roleName, TEAM } from './texts.ts';
import { useManagers } from './use-managers.ts';

/** Who belongs to the company. Members without permission see whom to ask instead. */
export function TeamPage() {
  const session = useCurrentSession();
  const isViewer = session.data && !session.data.permissions.includes('member:read');
  return (
    <>
      <PageTitle lead={isViewer ? TEAM.leadViewer : TEAM.lead}>{TEAM.title}</PageTitle>
      <Loaded queries={[session]} failed={TEAM.failed}>
        {(data) => (data.permissions.includes('member:read') ? <Team session={data} /> : <Managers />)}
      </Loaded>
    </>
  );
}

/** What became of the last act on a member. */
interface MemberResult {
  /** Null: the member was removed. */
  id: string | null;
  notice: NoticeProps;
}

function Team({ session }: { session: CurrentSession }) {
  const api = useApi();
  const members = useQuery({
    queryKey: ['members'],
    queryFn: ({ signal }) => api.member.list.query(undefined, { signal }),
  });
  const [isInviting, setInviting] = useState(false);
  const [result, setResult] = useState<MemberResult | null>(null);
  const canManage = session.permissions.includes('member:manage');
  return (
    <Loaded queries={[members]} failed={TEAM.failed}>
      {(list) => (
        <Card>
          <CardSection
            heading={TEAM.members}
            action={
              canManage && (
                <Button needsServer onClick={() => setInviting(true)}>
                  {TEAM.invite}
                </Button>
              )
            }
          >
            <ul className="divide-y divide-line">
              {list.map((member) => (
                <MemberRow
                  key={member.id}
                  member={member}
                  isYou={member.email === session.person?.email}
                  canManage={canManage}
                  result={result?.id === member.id ? result.notice : null}
                  onResult={(notice, isGone) => setResult({ id: isGone ? null : member.id, notice })}
                />
              ))}
            </ul>
            {/* Of a member who isn't in the list any more. */}
            <Announced>{result && list.every(({ id }) => id !== result.id) && <Notice {...result.notice} />}</Announced>
            {!canManage && (
              <div className="mt-5">
                <AskManagers why={TEAM.onlyOwners} onlyOwners />
              </div>
            )}
          </CardSection>
          <CardSection heading={TEAM.invitations}>
            <Invitations canManage={canManage} />
          </CardSection>
          {isInviting && <InviteDialog onClose={() => setInviting(false)} />}
        </Card>
      )}
    </Loaded>
  );
}

function Managers() {
  const managers = useManagers();
  return (
    <Loaded queries={[managers]} failed={TEAM.failed}>
      {(list) => (
        <Card>
          <CardSection heading={TEAM.ask} lead={TEAM.askLead}>
            <ul className="divide-y divide-line">
              {list.map(({ name, email, role }) => (
                <li key={email} className="py-3 text-sm first:pt-0 last:pb-0">
                  <p className="font-medium wrap-anywhere">
                    {name} <span className="font-normal text-muted">· {roleName(role)}</span>
                  </p>
                  <a href={`mailto:${email}`} className="wrap-anywhere text-accent underline underline-offset-2">
                    {email}
                  </a>
                </li>
              ))}
            </ul>
          </CardSection>
        </Card>
      )}
    </Loaded>
  );
}
