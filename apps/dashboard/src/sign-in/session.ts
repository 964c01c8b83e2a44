import type { SessionTenant } from '@linekeeper/contract';
import { request, SERVER_FAULT, UNREACHABLE } from './request.ts';

/** Whether somebody is signed in here, and the companies that they can act for. */
export type Session =
  | { status: 'SIGNED_IN'; companies: SessionTenant[] }
  | { status: 'SIGNED_OUT' }
  | { status: 'FAILED'; message: string };

const changes = new BroadcastChannel('linekeeper-session');
let known: Session | null = null;

/** The answer is remembered until somebody signs in or out. */
export async function readSession(): Promise<Session> {
  if (known) return known;
  const session = await askSession();
  if (session.status !== 'FAILED') known = session;
  return session;
}

async function askSession(): Promise<Session> {
  try {
    const response = await (earlyAnswer() ?? request('/api/session/tenants'));
    if (response.status === 401) return { status: 'SIGNED_OUT' };
    if (!response.ok) return { status: 'FAILED', message: SERVER_FAULT };
    return { status: 'SIGNED_IN', companies: (await response.json()) as SessionTenant[] };
  } catch {
    return { status: 'FAILED', message: UNREACHABLE };
  }
}

declare global {
  interface Window {
    /** public/early.js asked for the companies before this code was loaded. */
    earlySession?: Promise<Response> | undefined;
  }
}

/** It's as old as the page, so it's used once. */
function earlyAnswer(): Promise<Response> | undefined {
  const answer = window.earlySession;
  window.earlySession = undefined;
  return answer;
}

/** For the sign-in page: the same question, without an error in the console if nobody is signed in. */
export async function isSignedIn(): Promise<boolean> {
  if (known) return known.status === 'SIGNED_IN';
  try {
    const response = await request('/api/auth/get-session');
    return response.ok && (await response.json()) !== null;
  } catch {
    return false;
  }
}

/** Reads the companies again the next time, for example after one was renamed. */
export function forgetCompanies(): void {
  known = null;
}

/** Call this if the server says that the session has ended. */
export function sessionEnded(): void {
  known = { status: 'SIGNED_OUT' };
}

/** Tells the other tabs that someone signed in or out. All tabs share one cookie. */
export function announceSession(signedIn: boolean): void {
  known = signedIn ? null : { status: 'SIGNED_OUT' };
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
