import type { ReactNode } from 'react';
import { asTitle } from './as-sentence.ts';

interface ErrorTextProps {
  /** Nothing is shown without a message. The element stays, because screen readers don't announce a new one. */
  message: ReactNode;
  id?: string;
  /** Where it is. */
  className?: string;
}

/** Why something failed, next to the button or the field. */
export function ErrorText({ message, id, className = '' }: ErrorTextProps) {
  return (
    <p id={id} role="alert" className={`text-sm text-bad empty:hidden ${className}`}>
      {typeof message === 'string' ? asTitle(message) : message}
    </p>
  );
}
