import { Check, Copy } from 'lucide-react';
import { useEffect, useId, useRef, useState } from 'react';
import { Button } from './button.tsx';
import { ErrorText } from './error-text.tsx';
import { FIELD, LABEL } from './field.tsx';

interface CopyFieldProps {
  label: string;
  /** What the text is, for example "key". */
  noun: string;
  text: string;
  /** The text is shown only once, so copying it is the next step. */
  isShownOnce?: boolean;
  /** The text wraps, so that all of it can be read in narrow windows. */
  isLong?: boolean;
}

/** A read-only text with a copy button. */
export function CopyField({ label, noun, text, isShownOnce = false, isLong = false }: CopyFieldProps) {
  const id = useId();
  const field = useRef<HTMLInputElement & HTMLTextAreaElement>(null);
  const [isCopied, setCopied] = useState(false);
  const [isBlocked, setBlocked] = useState(false);

  useEffect(() => {
    if (!isCopied) return;
    const timer = setTimeout(() => setCopied(false), 2_500);
    return () => clearTimeout(timer);
  }, [isCopied]);

  async function copy() {
    try {
      await navigator.clipboard.writeText(text);
      setCopied(true);
    } catch {
      // The page has no HTTPS, or the person denied access to the clipboard.
      field.current?.select();
      setBlocked(true);
    }
  }

  const Field = isLong ? 'textarea' : 'input';
  return (
    <div className="mt-3">
      <label htmlFor={id} className={LABEL}>
        {label}
      </label>
      <div className="mt-1.5 flex flex-wrap gap-2">
        <Field
          ref={field}
          id={id}
          readOnly
          value={text}
          {...(isLong && { rows: rowsOf(text) })}
          onFocus={(event) => event.currentTarget.select()}
          className={`${FIELD} min-w-0 flex-1 basis-56 font-mono ${isLong ? 'field-sizing-content h-auto! min-h-11 resize-none bg-sunken! py-2.5 text-sm! break-all' : ''}`}
        />
        <Button
          look={isShownOnce ? 'primary' : 'secondary'}
          className="shrink-0 self-start"
          onClick={() => void copy()}
        >
          {isCopied ? <Check aria-hidden className="size-4" /> : <Copy aria-hidden className="size-4" />}
          {isCopied ? 'Copied' : `Copy ${noun}`}
        </Button>
        <p role="status" className="sr-only">
          {isCopied && 'Copied'}
        </p>
      </div>
      <ErrorText
        className="mt-1.5"
        message={
          isBlocked ? `Your browser blocked copying. The ${noun} is selected, so you can copy it yourself` : null
        }
      />
    </div>
  );
}

/** About what a narrow window fits. Browsers that can size a field to its content don't use it. */
const CHARACTERS_IN_ROW = 30;

function rowsOf(text: string): number {
  const rows = text.split('\n').map((line) => Math.max(1, Math.ceil(line.length / CHARACTERS_IN_ROW)));
  return rows.reduce((sum, count) => sum + count);
}
