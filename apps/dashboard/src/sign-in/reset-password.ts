import { request } from './request.ts';
import { announceSession } from './session.ts';

/** Chooses a new password with a link's token; null where that worked, else why not, in words. */
export async function resetPassword(token: string, newPassword: string): Promise<string | null> {
  try {
    const { ok, status } = await request('/api/auth/reset-password', { token, newPassword });
    if (ok) {
      // Every session of the person has ended with the old password.
      announceSession(false);
      return null;
    }
    if (status === 400) return 'This link has been used or has expired. Ask for a new one';
    if (status === 429) return 'Too many attempts. Wait a little and try again';
    return 'This does not work at the moment. Try again in a moment';
  } catch {
    return 'The server cannot be reached. Check your connection and try again';
  }
}
