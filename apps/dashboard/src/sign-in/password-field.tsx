import type { ComponentProps } from 'react';
import { TextField } from '../ui/field.tsx';
import { NEW_PASSWORD } from './texts.ts';

/** The field for a new password. The rule is shown next to it from the start. */
export function NewPasswordField(props: ComponentProps<typeof TextField>) {
  return <TextField type="password" autoComplete="new-password" hint={NEW_PASSWORD.hint} {...props} />;
}
