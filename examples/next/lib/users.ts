import { jwtVerify, SignJWT } from 'jose';

const KEY = new TextEncoder().encode(process.env.SESSION_SECRET ?? 'a secret for development only');
const COMPANIES = {
  acme: { id: 'acme', name: 'Acme Dental', country: 'US' },
  brightline: { id: 'brightline', name: 'Brightline Clinic', country: 'US' },
};

/** The session of the admin of a company, for the cookie. Null if there is no such company. */
export async function signIn(company: string): Promise<string | null> {
  if (!(company in COMPANIES)) return null;
  return new SignJWT({ company }).setProtectedHeader({ alg: 'HS256' }).setExpirationTime('1h').sign(KEY);
}

/** The user of this session. Null if the session isn't valid. */
export async function userOf(session: string | undefined) {
  const verified = await jwtVerify(session ?? '', KEY).catch(() => null);
  const company = COMPANIES[verified?.payload.company as keyof typeof COMPANIES];
  return company ? { id: `admin-of-${company.id}`, name: 'Ada', company } : null;
}
