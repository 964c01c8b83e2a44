import type { InboundNumber } from '@linekeeper/contract';
import { day } from '../ui/when.tsx';
import { usePhoneWords, usePlainFormat } from './phone.ts';
import { NUMBER } from './texts.ts';

/** The company's current number. */
export function CurrentNumber({ number: { phoneNumber, claimedAt } }: { number: InboundNumber }) {
  const format = usePlainFormat();
  const words = usePhoneWords();
  return (
    <>
      <p className="text-2xl font-semibold tracking-tight whitespace-nowrap tabular-nums sm:text-3xl">
        {format(phoneNumber)}
      </p>
      <p className="mt-1 text-sm text-muted">
        {words && `${words.kindOf(phoneNumber)} · `}
        {NUMBER.since} <time dateTime={claimedAt}>{day(claimedAt)}</time>
      </p>
    </>
  );
}
