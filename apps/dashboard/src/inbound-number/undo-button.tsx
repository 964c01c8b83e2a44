import type { PhoneNumber } from '@linekeeper/phone-number';
import { useState } from 'react';
import { useWorkplace } from '../shell/company.ts';
import { Button } from '../ui/button.tsx';
import { useIsSettled } from '../ui/use-is-settled.ts';
import { ReviewDialog } from './review-dialog.tsx';
import type { NumberChange } from './use-number-change.ts';

interface UndoButtonProps {
  /** The number to use again. */
  phoneNumber: PhoneNumber;
  /** The company's number now. */
  held: PhoneNumber | null;
  change: NumberChange;
  className?: string;
  children: string;
}

/** Uses a former number again. Giving up the present number for it is reviewed first, like every other change. */
export function UndoButton({ phoneNumber, held, change, className = '', children }: UndoButtonProps) {
  const { company } = useWorkplace();
  const isSettled = useIsSettled();
  const [review, setReview] = useState<{ before: PhoneNumber; after: PhoneNumber } | null>(null);

  function press() {
    if (change.pending) return;
    if (held) setReview({ before: held, after: phoneNumber });
    else void change.claim(phoneNumber, null, true);
  }

  function confirm(before: PhoneNumber, after: PhoneNumber) {
    setReview(null);
    void change.claim(after, before, true);
  }

  return (
    <>
      <Button
        look="secondary"
        needsServer
        pending={change.pending !== null}
        className={`tabular-nums ${isSettled ? '' : 'pointer-events-none'} ${className}`}
        onClick={press}
      >
        {children}
      </Button>
      {review && (
        <ReviewDialog
          {...review}
          company={company.name}
          onKeep={() => setReview(null)}
          onChange={() => confirm(review.before, review.after)}
        />
      )}
    </>
  );
}
