import { faultOf } from '@linekeeper/client';
import type { CallRecord } from '@linekeeper/contract';
import { formatPhoneNumber } from '@linekeeper/phone-number';
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { useApi } from '../shell/api.ts';
import { unbroken } from '../ui/unbroken.ts';
import { exact } from '../ui/when.tsx';
import { CallSummary } from './call-row.tsx';
import { durationText } from './call-text.ts';
import { callBackText, checkText, heardText, holderText } from './explanation.ts';
import { CALLS } from './texts.ts';

const TEXTS = CALLS.details;

/** One call, as a list item that opens. */
export function CallItem({ call }: { call: CallRecord }) {
  const [isOpen, setOpen] = useState(false);
  return (
    <li className="first:-mt-3.5 last:-mb-3.5">
      <details className="group" onToggle={(event) => setOpen(event.currentTarget.open)}>
        <summary className="flex cursor-pointer items-start gap-3 py-3.5 [&::-webkit-details-marker]:hidden">
          <span className="min-w-0 grow">
            <CallSummary call={call} />
          </span>
          <span
            aria-hidden
            className="mt-2 size-2 shrink-0 rotate-45 border-r-2 border-b-2 border-edge group-open:mt-3 group-open:-rotate-135"
          />
        </summary>
        {isOpen && <Details call={call} />}
      </details>
    </li>
  );
}

const LIST = 'grid gap-x-6 gap-y-1 sm:grid-cols-[max-content_minmax(0,1fr)] sm:gap-y-2';

/** How the call was handled, from the moment it came in. */
function Details({ call }: { call: CallRecord }) {
  const { at, phoneNumber, answerMs, durationSeconds } = call;
  const heard = heardText(call);
  const callBack = callBackText(call);
  return (
    <div className="mb-4 rounded-lg bg-sunken p-4 text-sm sm:ml-11">
      <dl className={LIST}>
        <Detail name={TEXTS.at}>{exact(at)}</Detail>
        <Detail name={TEXTS.number}>{unbroken(formatPhoneNumber(phoneNumber))}</Detail>
        {durationSeconds !== null && <Detail name={TEXTS.duration}>{durationText(durationSeconds)}</Detail>}
        {heard && <Detail name={TEXTS.result}>{unbroken(heard)}</Detail>}
      </dl>
      {callBack && <p className="mt-3">{callBack}</p>}
      <details className="mt-3">
        <summary className="cursor-pointer text-muted">{TEXTS.engineers}</summary>
        <dl className={`${LIST} mt-2`}>
          <Detail name={TEXTS.holder}>
            <Holder call={call} />
          </Detail>
          <Detail name={TEXTS.check}>{checkText(call)}</Detail>
          {answerMs !== null && <Detail name={TEXTS.decided}>{TEXTS.milliseconds(answerMs)}</Detail>}
        </dl>
      </details>
    </div>
  );
}

function Detail({ name, children }: { name: string; children: ReactNode }) {
  return (
    <>
      <dt className="font-medium text-muted">{name}</dt>
      <dd className="wrap-anywhere max-sm:not-last:mb-2.5">{children}</dd>
    </>
  );
}

/** Who held the line at the time of the call. Only the server's history says it. */
function Holder({ call: { id, phoneNumber, at } }: { call: CallRecord }) {
  const api = useApi();
  const explanation = useQuery({
    queryKey: ['route-explanation', id],
    queryFn: ({ signal }) => api.phone.explainRoute.query({ phoneNumber, at }, { signal }),
  });
  if (explanation.error) return faultOf(explanation.error).message;
  return explanation.data ? holderText(explanation.data.holder) : TEXTS.loading;
}
