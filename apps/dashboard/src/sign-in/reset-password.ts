import { request, SERVER_FAULT, UNREACHABLE } from './request.ts';
import { announceSession } from './session.ts';
import { RESET, TOO_MANY_ATTEMPTS } from './texts.ts';

/** Sets a new password with the token of a link. Returns null, or a message that says why it failed. */
export async function resetPassword(token: string, newPassword: string): Promise<string | null> {
  try {
    const { ok, status } = await request('/api/auth/reset-password', { token, newPassword });
    if (ok) {
      // The server has ended every session of the person.
      announceSession(false);
      return null;
    }
    if (status === 400) return RESET.used;
    if (status === 429) return TOO_MANY_ATTEMPTS;
    return SERVER_FAULT;
  } catch {
    return UNREACHABLE;
  }
}
