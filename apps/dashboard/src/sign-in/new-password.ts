import { PASSWORD_LENGTH as LENGTH } from '@linekeeper/contract';
import { NEW_PASSWORD } from './texts.ts';

/** Returns true, or a message that says what is wrong with the new password. */
export function judgeNewPassword(password: string): string | true {
  if (password === '') return NEW_PASSWORD.missing;
  if (password.length < LENGTH.min) return NEW_PASSWORD.short;
  return password.length <= LENGTH.max || NEW_PASSWORD.long;
}
