import type { PhoneNumber } from '@linekeeper/phone-number';
import { useState } from 'react';
import { Button } from '../ui/button.tsx';
import { Dialog, DialogButtons } from '../ui/dialog.tsx';
import { useFormat } from './phone.ts';
import { NUMBER } from './texts.ts';
import type { NumberChange } from './use-number-change.ts';

/** The button that releases the number, after a question. The result stands on the page and takes focus. */
export function ReleaseNumber({ phoneNumber, company, change }: ReleaseNumberProps) {
  const format = useFormat();
  const [isOpen, setOpen] = useState(false);

  function release() {
    setOpen(false);
    void change.release(phoneNumber);
  }

  return (
    <>
      <Button look="secondary" aria-disabled={change.pending !== null} onClick={() => setOpen(change.pending === null)}>
        {NUMBER.release}
      </Button>
      {isOpen && (
        <Dialog role="alertdialog" title={NUMBER.releaseTitle} onClose={() => setOpen(false)}>
          <p className="mt-2 text-sm leading-6 text-muted">{NUMBER.releaseText(format(phoneNumber), company)}</p>
          <DialogButtons>
            <Button look="secondary" onClick={() => setOpen(false)}>
              {NUMBER.keepNumber}
            </Button>
            <Button look="danger" onClick={release}>
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
