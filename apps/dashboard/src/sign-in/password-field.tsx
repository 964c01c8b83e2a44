import { PASSWORD_LENGTH as LENGTH } from '@linekeeper/contract';
import type { ComponentProps } from 'react';
import { TextField } from '../ui/field.tsx';

/** The field for a new password. The rule is shown next to it from the start. */
export function NewPasswordField(props: ComponentProps<typeof TextField>) {
  return (
    <TextField type="password" autoComplete="new-password" hint={`Use ${LENGTH.min} characters or more.`} {...props} />
  );
}
