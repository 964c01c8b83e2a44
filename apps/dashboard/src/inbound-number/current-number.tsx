import type { InboundNumber } from '@linekeeper/contract';
import { PhoneOff } from 'lucide-react';
import type { ReactNode } from 'react';
import { day } from '../ui/when.tsx';
import { usePhoneWords, usePlainFormat } from './phone.ts';
import { NUMBER } from './texts.ts';

/** The company's current number, or a note that it has none. `children` is what a company without a number can do. */
export function CurrentNumber({ number, company, children }: CurrentNumberProps) {
  const format = usePlainFormat();
  const words = usePhoneWords();
  if (!number) {
    return (
      <div className="flex gap-4">
        <span className="flex size-11 shrink-0 items-center justify-center rounded-full bg-sunken text-muted">
          <PhoneOff aria-hidden className="size-5" />
        </span>
        <div>
          <p className="font-medium">{NUMBER.none}</p>
          <p className="mt-1 text-sm text-muted">{NUMBER.noneLead(company)}</p>
          <div className="mt-3 empty:hidden">{children}</div>
        </div>
      </div>
    );
  }
  return (
    <>
      <p className="text-2xl font-semibold tracking-tight whitespace-nowrap tabular-nums sm:text-3xl">
        {format(number.phoneNumber)}
      </p>
      <p className="mt-1 text-sm text-muted">
        {words && `${words.kindOf(number.phoneNumber)} · `}
        {NUMBER.since} <time dateTime={number.claimedAt}>{day(number.claimedAt)}</time>
      </p>
    </>
  );
}

interface CurrentNumberProps {
  number: InboundNumber | null;
  company: string;
  children?: ReactNode;
}
