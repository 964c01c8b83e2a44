import { formatPhoneNumber, type PhoneNumber } from '@linekeeper/phone-number';
import { AlertDialog } from 'radix-ui';
import { useState } from 'react';
import { Button } from '../ui/button.tsx';
import { PHONE_FIELD_ID } from './inbound-number-form.tsx';
import { useNumberChanges } from './use-number-changes.ts';

export function ReleaseDialog({ phoneNumber, company }: { phoneNumber: PhoneNumber; company: string }) {
  const [open, setOpen] = useState(false);
  const [isReleased, setReleased] = useState(false);
  const { release, isReleasing } = useNumberChanges();

  async function confirm() {
    const done = await release();
    setReleased(done);
    // After a fault the dialog stays open, so that the person can try again.
    if (done) setOpen(false);
  }

  return (
    <AlertDialog.Root open={open} onOpenChange={setOpen}>
      <AlertDialog.Trigger asChild>
        <Button look="secondary">Release number</Button>
      </AlertDialog.Trigger>
      <AlertDialog.Portal>
        <AlertDialog.Overlay className="fixed inset-0 bg-black/50" />
        <AlertDialog.Content
          className="fixed top-1/2 left-1/2 w-[calc(100%-2rem)] max-w-md -translate-x-1/2 -translate-y-1/2 rounded-xl border border-line bg-surface p-6 text-ink shadow-2xl"
          onCloseAutoFocus={(event) => {
            if (!isReleased) return;
            // The button that opened the dialog is no longer on the page.
            event.preventDefault();
            document.getElementById(PHONE_FIELD_ID)?.focus();
          }}
        >
          <AlertDialog.Title className="text-lg font-semibold tracking-tight">Release this number?</AlertDialog.Title>
          <AlertDialog.Description className="mt-2 text-sm leading-6 text-muted">
            People who call{' '}
            <strong className="font-medium text-ink tabular-nums">{formatPhoneNumber(phoneNumber)}</strong> will no
            longer reach {company}. Another company can then claim the number, and you might not get it back.
          </AlertDialog.Description>
          <div className="mt-6 flex flex-col-reverse gap-3 sm:flex-row sm:justify-end">
            <AlertDialog.Cancel asChild>
              <Button look="secondary">Keep number</Button>
            </AlertDialog.Cancel>
            <Button look="danger" pending={isReleasing} onClick={() => void (isReleasing || confirm())}>
              Release
            </Button>
          </div>
        </AlertDialog.Content>
      </AlertDialog.Portal>
    </AlertDialog.Root>
  );
}
