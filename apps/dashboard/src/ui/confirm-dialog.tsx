import { useState } from 'react';
import { Button, type ButtonProps } from './button.tsx';
import { Dialog, DialogButtons } from './dialog.tsx';
import { ErrorText } from './error-text.tsx';

interface ConfirmDialogProps {
  title: string;
  text: string;
  /** The label of the button that changes nothing. */
  keep: string;
  /** The label of the button that confirms. */
  act: string;
  /** Of that button. The default is for what destroys something. */
  look?: ButtonProps['look'];
  onKeep: () => void;
  /** Returns null, or a message that says why it failed: the dialog then stays open, so that the person can try again. */
  onConfirm: () => Promise<string | null>;
}

/** A question before something that can't be undone, or only in part. */
export function ConfirmDialog({ title, text, keep, act, look = 'danger', onKeep, onConfirm }: ConfirmDialogProps) {
  const [isPending, setPending] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);

  async function confirm() {
    setPending(true);
    setFailure(await onConfirm());
    setPending(false);
  }

  return (
    <Dialog role="alertdialog" title={title} onClose={onKeep}>
      <p className="mt-2 text-sm leading-6 wrap-anywhere text-muted">{text}</p>
      <ErrorText className="mt-3" message={failure} />
      <DialogButtons>
        <Button look="secondary" onClick={onKeep}>
          {keep}
        </Button>
        <Button look={look} pending={isPending} onClick={() => void (isPending || confirm())}>
          {act}
        </Button>
      </DialogButtons>
    </Dialog>
  );
}
