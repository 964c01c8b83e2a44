import { formatPhoneNumber, type PhoneNumber } from '@linekeeper/phone-number';
import { LoaderCircle } from 'lucide-react';
import { kindOf } from './number-kind.ts';

/** Shows which number the typed text was read as. Screen readers don't announce it, because it changes with every key. */
export function NumberReading({ phoneNumber, isChecking }: { phoneNumber: PhoneNumber; isChecking: boolean }) {
  return (
    <p className="flex flex-wrap items-center gap-x-2 text-sm">
      <span className="font-medium tabular-nums">{formatPhoneNumber(phoneNumber)}</span>
      <span className="text-muted">{kindOf(phoneNumber)}</span>
      {isChecking && (
        <span className="inline-flex items-center gap-1.5 text-muted">
          <LoaderCircle aria-hidden className="size-3.5 motion-safe:animate-spin" />
          Checking…
        </span>
      )}
    </p>
  );
}
