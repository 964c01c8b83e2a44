import { faultOf } from '@linekeeper/client';
import { useCalls } from '@linekeeper/client/react';
import type { CallRecord } from '@linekeeper/contract';
import { formatPhoneNumber } from '@linekeeper/phone-number';
import { Failure } from '../ui/failure.tsx';
import { Skeleton } from '../ui/skeleton.tsx';
import { callText, durationText } from './call-text.ts';
import { VOICE } from './texts.ts';

const TIME = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'medium' });

/** The last calls, newest first. */
export function CallList() {
  const calls = useCalls();
  if (!calls.data) {
    const fault = calls.error && faultOf(calls.error);
    if (!fault || fault.code === 'UNAUTHORIZED') return <Skeleton className="h-16" />;
    return (
      <Failure
        title={VOICE.calls.failed}
        message={fault.message}
        retrying={calls.isFetching}
        onRetry={() => void calls.refetch()}
      />
    );
  }
  if (calls.data.calls.length === 0) return <p className="text-sm text-muted">{VOICE.calls.none}</p>;
  return (
    <ul className="divide-y divide-line" aria-label={VOICE.calls.heading}>
      {calls.data.calls.map((call) => (
        <Call key={call.id} call={call} />
      ))}
    </ul>
  );
}

function Call({ call }: { call: CallRecord }) {
  const details = [
    formatPhoneNumber(call.phoneNumber),
    ...(call.status ? [call.status] : []),
    ...(call.durationSeconds === null ? [] : [durationText(call.durationSeconds)]),
  ];
  return (
    <li className="py-3 text-sm first:pt-0 last:pb-0">
      <p className="flex flex-wrap items-baseline justify-between gap-x-4">
        <span className={`font-medium break-words ${call.reason ? 'text-bad' : ''}`}>
          {callText(call)}
          {call.simulated && (
            <span className="ml-2 rounded bg-sunken px-2 py-0.5 font-normal text-ink">{VOICE.calls.simulated}</span>
          )}
        </span>
        <time dateTime={call.at} className="text-muted tabular-nums">
          {TIME.format(new Date(call.at))}
        </time>
      </p>
      <p className="text-muted">{details.join(' · ')}</p>
    </li>
  );
}
