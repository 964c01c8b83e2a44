/** The server's own limits; it judges again. */
const LENGTH = { min: 8, max: 128 };

/** What is wrong with a password that somebody chooses, or true. */
export function judgeNewPassword(password: string): string | true {
  if (password === '') return 'Choose a password';
  if (password.length < LENGTH.min) return `Use at least ${LENGTH.min} characters`;
  return password.length <= LENGTH.max || `Use at most ${LENGTH.max} characters`;
}
