import type { ComponentProps } from 'react';
import { TextField } from '../ui/field.tsx';
import { NEW_PASSWORD } from './texts.ts';

/** The field for a new password. The rule is shown next to it from the start, and an error replaces it. */
export function NewPasswordField(props: ComponentProps<typeof TextField>) {
  const hint = props.error ? undefined : NEW_PASSWORD.hint;
  return <TextField type="password" autoComplete="new-password" hint={hint} {...props} />;
}
