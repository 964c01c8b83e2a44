import { request } from './request.ts';

/** What the sign-in page offers besides the form. */
export interface SignInHelp {
  /** The people that can sign in on a demo. Empty: this isn't a demo. */
  demoPeople: { email: string; company: string; role: string; password: string }[];
  /** How to reach the people who run the service: an email, a phone number or other text. Null: not set. */
  supportContact: string | null;
}

/** Null if it couldn't be loaded: the form works without it. */
export async function readHelp(): Promise<SignInHelp | null> {
  try {
    const response = await request('/api/session/help');
    return response.ok ? ((await response.json()) as SignInHelp) : null;
  } catch {
    return null;
  }
}
