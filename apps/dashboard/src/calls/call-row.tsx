import type { CallRecord } from '@linekeeper/contract';
import { formatPhoneNumber } from '@linekeeper/phone-number';
import { PhoneIncoming, PhoneMissed } from 'lucide-react';
import { isUnanswered } from '../overview/line-state.ts';
import { unbroken } from '../ui/unbroken.ts';
import { When } from '../ui/when.tsx';
import { callText, durationText } from './call-text.ts';
import { CALLS, statusText } from './texts.ts';

/** One call, as a list item. `line`: the number that the company has; a call to another one shows its number. */
export function CallRow({ call, line }: { call: CallRecord; line?: string | undefined }) {
  return (
    <li className="py-3.5 first:pt-0 last:pb-0">
      <CallSummary call={call} line={line} />
    </li>
  );
}

/** What happened to a call, and when. */
export function CallSummary({ call, line }: { call: CallRecord; line?: string | undefined }) {
  const { reason, simulated, at, status, durationSeconds, phoneNumber } = call;
  const isMissed = reason !== null || isUnanswered(call);
  const Icon = isMissed ? PhoneMissed : PhoneIncoming;
  return (
    <span className="flex min-w-0 items-start gap-3 text-sm">
      <span
        className={`flex size-8 shrink-0 items-center justify-center rounded-full ${isMissed ? 'bg-warn-soft text-warn' : 'bg-sunken text-muted'}`}
      >
        <Icon aria-hidden className="size-4" />
      </span>
      <span className="min-w-0">
        <span className="font-medium wrap-anywhere">{unbroken(callText(call))}</span>
        <span className="mt-0.5 block text-muted">
          {line !== undefined && phoneNumber !== line && (
            <>{unbroken(CALLS.toOther(formatPhoneNumber(phoneNumber)))} · </>
          )}
          <When at={at} />
          {status && ` · ${statusText(status)}`}
          {/* Nobody talked for 0 seconds. The status says why. */}
          {durationSeconds !== null && durationSeconds > 0 && (
            <>
              {' · '}
              <span className="whitespace-nowrap">{durationText(durationSeconds)}</span>
            </>
          )}
          {simulated && <span className="ml-2 rounded bg-sunken px-2 py-0.5">{CALLS.simulated}</span>}
        </span>
      </span>
    </span>
  );
}
