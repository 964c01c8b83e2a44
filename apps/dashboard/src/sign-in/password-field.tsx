import { PASSWORD_LENGTH as LENGTH } from '@linekeeper/contract';
import type { ComponentProps } from 'react';
import { TextField } from '../ui/field.tsx';

/** The field for a new password. The rule stands beside it before anybody types. */
export function NewPasswordField(props: ComponentProps<typeof TextField>) {
  return (
    <TextField type="password" autoComplete="new-password" hint={`Use ${LENGTH.min} characters or more.`} {...props} />
  );
}
