import { type ComponentProps, useId } from 'react';
import { FIELD, LABEL } from '../ui/field.ts';

interface CredentialFieldProps extends ComponentProps<'input'> {
  label: string;
  error: string | undefined;
  /** The server refused the sign-in. It doesn't say whether the email or the password was wrong. */
  isWrong: boolean;
}

export function CredentialField({ label, error, isWrong, ...input }: CredentialFieldProps) {
  const id = useId();
  const describedBy = error ? `${id}-error` : isWrong ? 'sign-in-refusal' : undefined;
  return (
    <div>
      <label htmlFor={id} className={LABEL}>
        {label}
      </label>
      <input
        id={id}
        className={`${FIELD} mt-1.5`}
        aria-invalid={Boolean(error) || isWrong}
        aria-describedby={describedBy}
        required
        {...input}
      />
      {error && (
        <p id={`${id}-error`} className="mt-1.5 text-sm text-bad">
          {error}
        </p>
      )}
    </div>
  );
}
