import { request } from './request.ts';
import { announceSession } from './session.ts';
import { SIGN_IN } from './texts.ts';
import { forgetEverything } from './this-tab.ts';

export interface Credentials {
  email: string;
  password: string;
}

export interface SignInRefusal {
  code: keyof typeof SIGN_IN.refusals;
  message: string;
}

/** Signs in. Returns null, or the reason it failed with a message for people. */
export async function signIn({ email, password }: Credentials): Promise<SignInRefusal | null> {
  const refusal = await attempt({ email: email.trim(), password });
  if (refusal) return refusal;
  announceSession(true);
  return null;
}

async function attempt(credentials: Credentials): Promise<SignInRefusal | null> {
  try {
    const { ok, status, headers } = await request('/api/auth/sign-in/email', credentials);
    if (ok) return null;
    if (status === 429) return tooMany(Number(headers.get('retry-after')));
    // 400: not a valid email. The person sees the same message as for a wrong password.
    return refusalOf(status === 400 || status === 401 ? 'WRONG_CREDENTIALS' : 'FAULT');
  } catch {
    return refusalOf('UNREACHABLE');
  }
}

function refusalOf(code: SignInRefusal['code']): SignInRefusal {
  return { code, message: SIGN_IN.refusals[code] };
}

function tooMany(seconds: number): SignInRefusal {
  if (!(seconds > 0)) return refusalOf('TOO_MANY_ATTEMPTS');
  const minutes = Math.ceil(seconds / 60);
  const wait = minutes === 1 ? '1 minute' : `${minutes} minutes`;
  return { code: 'TOO_MANY_ATTEMPTS', message: SIGN_IN.tooMany(wait) };
}

/** Signs out. Returns false if the server couldn't be reached or failed. */
export async function signOut(): Promise<boolean> {
  try {
    const { ok, status } = await request('/api/auth/sign-out', {});
    // 401: the session had already ended, so the person is signed out.
    if (!ok && status !== 401) return false;
  } catch {
    return false;
  }
  forgetEverything();
  announceSession(false);
  return true;
}
