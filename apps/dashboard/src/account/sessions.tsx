import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { request } from '../sign-in/request.ts';
import { Button } from '../ui/button.tsx';
import { Announced, Notice, type NoticeProps } from '../ui/notice.tsx';
import { When } from '../ui/when.tsx';
import { deviceOf } from './device.ts';
import { ACCOUNT } from './texts.ts';

interface AccountSession {
  id: string;
  createdAt: string;
  userAgent: string | null;
  isCurrent: boolean;
}

/** More sessions are only counted. */
const MOST_SHOWN = 5;

/** Everywhere the person is signed in. */
export function Sessions() {
  const [result, setResult] = useState<NoticeProps | null>(null);
  const [isPending, setPending] = useState(false);
  const sessions = useQuery({
    queryKey: ['sessions'],
    queryFn: async () => {
      const response = await request('/api/session/sessions');
      if (!response.ok) throw new Error(String(response.status));
      return (await response.json()) as AccountSession[];
    },
  });

  async function signOutElsewhere() {
    setPending(true);
    try {
      const response = await request('/api/session/end-other-sessions', {});
      if (!response.ok) throw new Error(String(response.status));
      const { ended } = (await response.json()) as { ended: number };
      // The button is gone then.
      setResult({ tone: 'good', title: ACCOUNT.signedOutElsewhere(ended), takesFocus: true });
    } catch {
      setResult({ tone: 'bad', title: ACCOUNT.sessionsFailed });
    }
    await sessions.refetch();
    setPending(false);
  }

  const all = sessions.data ?? [];
  const shown = all.slice(0, MOST_SHOWN);
  return (
    <>
      <ul className="divide-y divide-line text-sm">
        {shown.map(({ id, createdAt, userAgent, isCurrent }) => (
          <li key={id} className="py-3 first:pt-0 last:pb-0">
            <p className="font-medium">
              {deviceOf(userAgent) ?? ACCOUNT.unknownDevice}
              {isCurrent && (
                <span className="ml-2 rounded-full bg-good-soft px-2 py-0.5 text-xs text-good">{ACCOUNT.thisOne}</span>
              )}
            </p>
            <p className="mt-0.5 text-muted">
              {ACCOUNT.signedIn} <When at={createdAt} />
            </p>
          </li>
        ))}
      </ul>
      {all.length > shown.length && (
        <p className="mt-3 text-sm text-muted">{ACCOUNT.more(all.length - shown.length)}</p>
      )}
      {sessions.error && <p className="text-sm text-bad">{ACCOUNT.sessionsFailed}</p>}
      {all.some(({ isCurrent }) => !isCurrent) && (
        <>
          <p className="mt-5 text-sm text-muted">{ACCOUNT.sessionsLead}</p>
          <Button
            look="secondary"
            className="mt-3"
            pending={isPending}
            onClick={() => void (isPending || signOutElsewhere())}
          >
            {ACCOUNT.signOutElsewhere}
          </Button>
        </>
      )}
      <Announced>{result && <Notice {...result} />}</Announced>
    </>
  );
}
