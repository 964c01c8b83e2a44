import { request } from './request.ts';

const changes = new BroadcastChannel('linekeeper-session');
let known: boolean | null = null;

/** Whether the browser has a session, asked once; null where no answer came. */
export async function isSignedIn(): Promise<boolean | null> {
  if (known !== null) return known;
  try {
    const response = await request('/api/auth/get-session');
    if (response.ok) known = (await response.json()) !== null;
  } catch {
    // The page that is asked for says what is wrong, with a way to try again.
  }
  return known;
}

/** The server no longer knows who is here. */
export function forgetSession(): void {
  known = false;
}

/** Someone signed in or out here. All tabs share one cookie: another tab must not act for a company it does not show. */
export function announceSession(signedIn: boolean): void {
  known = signedIn;
  changes.postMessage(null);
}

/** Calls back when someone signs in or out in another tab. */
export function onSessionChange(callback: () => void): () => void {
  const listener = () => {
    known = null;
    callback();
  };
  changes.addEventListener('message', listener);
  return () => changes.removeEventListener('message', listener);
}
