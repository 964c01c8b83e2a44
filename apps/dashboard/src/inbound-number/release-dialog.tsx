import type { PhoneNumber } from '@linekeeper/phone-number';
import { useState } from 'react';
import { Button } from '../ui/button.tsx';
import { Dialog, DialogButtons } from '../ui/dialog.tsx';
import { useFormat } from './phone.ts';
import { NUMBER } from './texts.ts';
import type { NumberChange } from './use-number-change.ts';

/** The button that releases the number, after a confirmation. The result is shown on the page and takes focus. */
export function ReleaseNumber({ phoneNumber, company, change }: ReleaseNumberProps) {
  const format = useFormat();
  /** The number that the person is asked about. */
  const [asked, setAsked] = useState<PhoneNumber | null>(null);

  function release(before: PhoneNumber) {
    setAsked(null);
    void change.release(before);
  }

  return (
    <>
      <Button
        look="secondary"
        needsServer
        aria-disabled={change.pending !== null}
        onClick={() => setAsked(change.pending ? null : phoneNumber)}
      >
        {NUMBER.release}
      </Button>
      {asked && (
        <Dialog role="alertdialog" title={NUMBER.releaseTitle} onClose={() => setAsked(null)}>
          <p className="mt-2 text-sm leading-6 text-muted">{NUMBER.releaseText(format(asked), company)}</p>
          <DialogButtons>
            <Button look="secondary" onClick={() => setAsked(null)}>
              {NUMBER.keepNumber}
            </Button>
            <Button look="danger" needsServer onClick={() => release(asked)}>
              {NUMBER.releaseButton}
            </Button>
          </DialogButtons>
        </Dialog>
      )}
    </>
  );
}

interface ReleaseNumberProps {
  phoneNumber: PhoneNumber;
  company: string;
  change: NumberChange;
}
