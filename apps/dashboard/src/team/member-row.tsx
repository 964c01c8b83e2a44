import { faultOf } from '@linekeeper/client';
import type { Member, MemberRole } from '@linekeeper/contract';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useApi } from '../shell/api.ts';
import { useWorkplace } from '../shell/company.ts';
import { Button } from '../ui/button.tsx';
import { Select } from '../ui/field.tsx';
import { Announced, Notice, type NoticeProps } from '../ui/notice.tsx';
import { day, When } from '../ui/when.tsx';
import { type MemberAct, MemberQuestion } from './member-question.tsx';
import { roleName, TEAM } from './texts.ts';

interface MemberRowProps {
  member: Member;
  isYou: boolean;
  canManage: boolean;
  /** What became of the last act on this member. */
  result: NoticeProps | null;
  /** `isGone`: the member was removed, so the row can't show it. */
  onResult: (result: NoticeProps, isGone?: boolean) => void;
}

const ROLES = Object.keys(TEAM.roles) as MemberRole[];

/** A member with their role. Owners change the role, sign the member out and remove them. */
export function MemberRow({ member, isYou, canManage, result, onResult }: MemberRowProps) {
  const { id, name, email, role, createdAt, lastSignInAt } = member;
  const api = useApi();
  const queries = useQueryClient();
  const { company } = useWorkplace();
  const [asked, setAsked] = useState<MemberAct | null>(null);
  const [isPending, setPending] = useState(false);

  /** Shows the result of a change, or why it failed. */
  async function run(act: () => Promise<NoticeProps>) {
    if (isPending) return;
    setPending(true);
    onResult(await act().catch((error: unknown): NoticeProps => ({ tone: 'bad', title: faultOf(error).message })));
    await queries.invalidateQueries({ queryKey: ['members'] });
    setPending(false);
  }

  const changeRole = (chosen: MemberRole) =>
    chosen === 'owner'
      ? setAsked('MAKE_OWNER')
      : run(async () => {
          const outcome = await api.member.setRole.mutate({ id, role: chosen });
          if (!outcome.ok) return { tone: 'bad', title: outcome.error.message };
          return { tone: 'good', title: TEAM.changed(name, TEAM.roles[chosen]) };
        });

  /** Does what the owner has confirmed. Null, or why it failed: the question then stays open. */
  async function confirmed(act: MemberAct): Promise<string | null> {
    let notice: NoticeProps;
    try {
      const outcome =
        act === 'MAKE_OWNER'
          ? await api.member.setRole.mutate({ id, role: 'owner' })
          : act === 'SIGN_OUT'
            ? await api.member.endSessions.mutate({ id })
            : await api.member.remove.mutate({ id });
      if (!outcome.ok) return outcome.error.message;
      notice = { tone: 'good', title: titleOf(act, outcome.data), takesFocus: true };
    } catch (error) {
      return faultOf(error).message;
    }
    setAsked(null);
    onResult(notice, act === 'REMOVE');
    await queries.invalidateQueries({ queryKey: ['members'] });
    return null;
  }

  function titleOf(act: MemberAct, data: object): string {
    if (act === 'MAKE_OWNER') return TEAM.changed(name, TEAM.roles.owner);
    if (act === 'REMOVE') return TEAM.removed(name);
    return TEAM.signedOut(name, 'ended' in data ? Number(data.ended) : 0);
  }

  return (
    <li className="py-4 first:pt-0 last:pb-0">
      <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-3">
        <div className="min-w-0 flex-1 basis-56 text-sm">
          <p className="font-medium wrap-anywhere">
            {name}
            {isYou && <span className="ml-2 rounded-full bg-sunken px-2 py-0.5 text-xs text-muted">{TEAM.you}</span>}
          </p>
          <p className="mt-0.5 wrap-anywhere text-muted">{email}</p>
          <p className="mt-0.5 text-muted">
            {TEAM.joined} {day(createdAt)}
            {!isYou && (
              <>
                {' · '}
                {lastSignInAt ? (
                  <>
                    {TEAM.lastSignIn} <When at={lastSignInAt} />
                  </>
                ) : (
                  TEAM.neverSignedIn
                )}
              </>
            )}
          </p>
        </div>
        {canManage ? (
          <div className="flex flex-wrap items-center gap-2">
            <Select
              aria-label={TEAM.roleOf(name)}
              value={role}
              disabled={isPending}
              onChange={(event) => void changeRole(event.currentTarget.value as MemberRole)}
            >
              {ROLES.map((each) => (
                <option key={each} value={each}>
                  {TEAM.roles[each]}
                </option>
              ))}
            </Select>
            {!isYou && (
              <>
                <Button
                  look="secondary"
                  needsServer
                  aria-label={`${TEAM.signOut}: ${name}`}
                  onClick={() => setAsked('SIGN_OUT')}
                >
                  {TEAM.signOut}
                </Button>
                <Button
                  look="secondary"
                  needsServer
                  aria-label={`${TEAM.removeButton} ${name}`}
                  onClick={() => setAsked('REMOVE')}
                >
                  {TEAM.removeButton}
                </Button>
              </>
            )}
          </div>
        ) : (
          <p className="text-sm text-muted">{roleName(role)}</p>
        )}
      </div>
      <Announced>{result && <Notice {...result} />}</Announced>
      {asked && (
        <MemberQuestion
          act={asked}
          name={name}
          company={company.name}
          onKeep={() => setAsked(null)}
          onConfirm={() => confirmed(asked)}
        />
      )}
    </li>
  );
}
