import { CloudOff } from 'lucide-react';
import { asSentence, asTitle } from './as-sentence.ts';
import { Button } from './button.tsx';

/** Says what couldn't be loaded and why, with a button to try again. */
export function Failure({ title, message, onRetry, retrying = false }: FailureProps) {
  return (
    <div role="alert" className="flex flex-col items-start gap-4 p-5 sm:p-7">
      <CloudOff aria-hidden className="size-6 text-muted" />
      <div>
        <p className="font-semibold">{asTitle(title)}</p>
        <p className="mt-1 text-sm text-muted">{asSentence(message)}</p>
      </div>
      <Button look="secondary" pending={retrying} onClick={onRetry}>
        Try again
      </Button>
    </div>
  );
}

interface FailureProps {
  title: string;
  message: string;
  onRetry: () => void;
  retrying?: boolean;
}
