import { PASSWORD_LENGTH as LENGTH } from '@linekeeper/contract';

/** Returns true, or a message that says what is wrong with the new password. */
export function judgeNewPassword(password: string): string | true {
  if (password === '') return 'Choose a password';
  if (password.length < LENGTH.min) return `Use at least ${LENGTH.min} characters`;
  return password.length <= LENGTH.max || `Use at most ${LENGTH.max} characters`;
}
