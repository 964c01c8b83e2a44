import type { CallRecord } from '@linekeeper/contract';
import { formatPhoneNumber } from '@linekeeper/phone-number';
import { FlaskConical, PhoneIncoming, PhoneMissed } from 'lucide-react';
import { unbroken } from '../ui/unbroken.ts';
import { When } from '../ui/when.tsx';
import { isMissed } from './call-result.ts';
import { callDetails, callTitle } from './call-text.ts';
import { CALLS } from './texts.ts';

/** One call, as a list item. `line`: the number that the company has; a call to another one shows its number. */
export function CallRow({ call, line }: { call: CallRecord; line?: string | undefined }) {
  return (
    <li className="py-3.5 first:pt-0 last:pb-0">
      <CallSummary call={call} line={line} />
    </li>
  );
}

/** What became of a call, and when: people look for the missed ones. */
export function CallSummary({ call, line }: { call: CallRecord; line?: string | undefined }) {
  const { simulated, at, phoneNumber } = call;
  const missed = isMissed(call);
  const Icon = simulated ? FlaskConical : missed ? PhoneMissed : PhoneIncoming;
  // Beneath, so that the time has room beside the title in narrow windows.
  const details = [...(simulated ? [callTitle(call)] : []), ...callDetails(call)];
  if (line !== undefined && phoneNumber !== line) details.push(CALLS.toOther(formatPhoneNumber(phoneNumber)));
  return (
    <span className="flex min-w-0 items-start gap-3 text-sm">
      <span
        className={`flex size-8 shrink-0 items-center justify-center rounded-full ${missed ? 'bg-warn-soft text-warn' : 'bg-sunken text-muted'}`}
      >
        <Icon aria-hidden className="size-4" />
      </span>
      <span className="min-w-0 grow">
        <span className="flex flex-wrap items-baseline justify-between gap-x-4">
          <span className={`min-w-0 wrap-break-word ${missed ? 'font-semibold text-warn' : 'font-medium'}`}>
            {simulated ? (
              <span className="rounded bg-sunken px-2 py-0.5 font-normal text-muted">{CALLS.simulated}</span>
            ) : (
              unbroken(callTitle(call))
            )}
          </span>
          <span className="text-muted">
            <When at={at} />
          </span>
        </span>
        <span className="mt-0.5 block wrap-break-word text-muted empty:hidden">{unbroken(details.join(' · '))}</span>
      </span>
    </span>
  );
}
