import { request } from './request.ts';
import { announceSession } from './session.ts';

export interface Credentials {
  email: string;
  password: string;
}

type Refusal = 'WRONG_CREDENTIALS' | 'TOO_MANY_ATTEMPTS' | 'UNREACHABLE' | 'FAULT';

const MESSAGES: Record<Refusal, string> = {
  WRONG_CREDENTIALS: 'The e-mail or the password is wrong. Check both and try again',
  TOO_MANY_ATTEMPTS: 'Too many attempts. Wait a little and try again',
  UNREACHABLE: 'The server cannot be reached. Check your connection and try again',
  FAULT: 'Signing in does not work at the moment. Try again in a moment',
};

export interface SignInRefusal {
  code: Refusal;
  message: string;
}

/** Signs in; null where that worked, else why not, in words. */
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
    // 400: an address that is none. To the person it is one thing.
    return refusalOf(status === 400 || status === 401 ? 'WRONG_CREDENTIALS' : 'FAULT');
  } catch {
    return refusalOf('UNREACHABLE');
  }
}

function refusalOf(code: Refusal): SignInRefusal {
  return { code, message: MESSAGES[code] };
}

function tooMany(seconds: number): SignInRefusal {
  if (!(seconds > 0)) return refusalOf('TOO_MANY_ATTEMPTS');
  const minutes = Math.ceil(seconds / 60);
  const wait = minutes === 1 ? 'a minute' : `${minutes} minutes`;
  return { code: 'TOO_MANY_ATTEMPTS', message: `Too many attempts. Try again in ${wait}` };
}

/** Signs out; false where the server did not hear of it. */
export async function signOut(): Promise<boolean> {
  try {
    const { ok, status } = await request('/api/auth/sign-out', {});
    // Nobody was signed in any more: that is what was asked for.
    if (!ok && status !== 401) return false;
  } catch {
    return false;
  }
  announceSession(false);
  return true;
}
