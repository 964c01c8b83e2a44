import { faultOf } from '@linekeeper/client';
import { useRevokeApiKey } from '@linekeeper/client/react';
import type { ApiKey } from '@linekeeper/contract';
import { AlertDialog } from 'radix-ui';
import { useState } from 'react';
import { toast } from 'sonner';
import { Button } from '../ui/button.tsx';

export function RevokeDialog({ apiKey }: { apiKey: ApiKey }) {
  const [open, setOpen] = useState(false);
  const [isRevoked, setRevoked] = useState(false);
  const revoke = useRevokeApiKey();

  async function confirm() {
    try {
      await revoke.mutateAsync({ id: apiKey.id });
      toast.success(`Key "${apiKey.name}" revoked`);
      setRevoked(true);
      setOpen(false);
    } catch (error) {
      // The dialog stays open, so that the person can try again.
      toast.error(faultOf(error).message);
    }
  }

  return (
    <AlertDialog.Root open={open} onOpenChange={setOpen}>
      <AlertDialog.Trigger asChild>
        <Button look="secondary" aria-label={`Revoke ${apiKey.name}`}>
          Revoke
        </Button>
      </AlertDialog.Trigger>
      <AlertDialog.Portal>
        <AlertDialog.Overlay className="fixed inset-0 bg-black/50" />
        <AlertDialog.Content
          className="fixed top-1/2 left-1/2 w-[calc(100%-2rem)] max-w-md -translate-x-1/2 -translate-y-1/2 rounded-xl border border-line bg-surface p-6 text-ink shadow-2xl"
          onCloseAutoFocus={(event) => {
            if (!isRevoked) return;
            // The button that opened the dialog is no longer on the page.
            event.preventDefault();
            document.getElementById('content')?.focus();
          }}
        >
          <AlertDialog.Title className="text-lg font-semibold tracking-tight">Revoke this key?</AlertDialog.Title>
          <AlertDialog.Description className="mt-2 text-sm leading-6 text-muted">
            Programs that use <strong className="font-medium wrap-anywhere text-ink">{apiKey.name}</strong> will lose
            access within ten seconds. You can't undo this, but you can create a new key.
          </AlertDialog.Description>
          <div className="mt-6 flex flex-col-reverse gap-3 sm:flex-row sm:justify-end">
            <AlertDialog.Cancel asChild>
              <Button look="secondary">Keep key</Button>
            </AlertDialog.Cancel>
            <Button look="danger" pending={revoke.isPending} onClick={() => void (revoke.isPending || confirm())}>
              Revoke
            </Button>
          </div>
        </AlertDialog.Content>
      </AlertDialog.Portal>
    </AlertDialog.Root>
  );
}
