import { request } from './request.ts';

const changes = new BroadcastChannel('linekeeper-session');
let known: boolean | null = null;

/** Whether the browser has a session; null if the server can't be reached. The answer is cached. */
export async function isSignedIn(): Promise<boolean | null> {
  if (known !== null) return known;
  try {
    const response = await request('/api/auth/get-session');
    if (response.ok) known = (await response.json()) !== null;
  } catch {
    // The page itself shows the error and a button to try again.
  }
  return known;
}

/** Call this if the server says that the session has ended. */
export function forgetSession(): void {
  known = false;
}

/** Tells the other tabs that someone signed in or out. All tabs share one cookie, so a tab must not act for a company that it doesn't show. */
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
