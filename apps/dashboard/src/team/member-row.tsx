import { faultOf } from '@linekeeper/client';
import type { Member, MemberRole } from '@linekeeper/contract';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useApi } from '../shell/api.ts';
import { useWorkplace } from '../shell/company.ts';
import { Button } from '../ui/button.tsx';
import { ConfirmDialog } from '../ui/confirm-dialog.tsx';
import { Select } from '../ui/field.tsx';
import { Announced, Notice, type NoticeProps } from '../ui/notice.tsx';
import { day, When } from '../ui/when.tsx';
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
  const [isRemoving, setRemoving] = useState(false);
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
    run(async () => {
      const outcome = await api.member.setRole.mutate({ id, role: chosen });
      if (!outcome.ok) return { tone: 'bad', title: outcome.error.message };
      return { tone: 'good', title: TEAM.changed(name, TEAM.roles[chosen]) };
    });

  const signOut = () =>
    run(async () => {
      const outcome = await api.member.endSessions.mutate({ id });
      return { tone: 'good', title: TEAM.signedOut(name, outcome.ok ? outcome.data.ended : 0) };
    });

  async function remove(): Promise<string | null> {
    try {
      const outcome = await api.member.remove.mutate({ id });
      if (!outcome.ok) return outcome.error.message;
    } catch (error) {
      return faultOf(error).message;
    }
    setRemoving(false);
    onResult({ tone: 'good', title: TEAM.removed(name), takesFocus: true }, true);
    await queries.invalidateQueries({ queryKey: ['members'] });
    return null;
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
                  onClick={() => void signOut()}
                >
                  {TEAM.signOut}
                </Button>
                <Button
                  look="secondary"
                  needsServer
                  aria-label={`${TEAM.removeButton} ${name}`}
                  onClick={() => setRemoving(true)}
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
      {isRemoving && (
        <ConfirmDialog
          title={TEAM.removeTitle(name)}
          text={TEAM.removeText(name, company.name)}
          keep={TEAM.keep}
          act={TEAM.removeButton}
          onKeep={() => setRemoving(false)}
          onConfirm={remove}
        />
      )}
    </li>
  );
}
