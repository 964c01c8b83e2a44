import { PASSWORD_LENGTH } from '@linekeeper/contract';
import type { AccountAccess, SignInStore } from '@linekeeper/core';
import { betterAuth } from 'better-auth';
import { bearer } from 'better-auth/plugins/bearer';
import { organization } from 'better-auth/plugins/organization';
import type { Logger } from 'pino';
import { noticeLostDatabase } from './lost-database.ts';
import { createPasswordHashing } from './password-hashing.ts';

export const AUTH_PATH = '/api/auth';
/** Carries the peer's address to the sign-in library, which would otherwise believe a forwarded header of anyone's. */
export const PEER_HEADER = 'x-linekeeper-peer';

export interface SignInOptions {
  store: SignInStore;
  accountAccess: AccountAccess;
  secret: string;
  /** The address that browsers see. */
  publicUrl: string;
  /** Further spellings of that address. */
  trustedOrigins: string[];
  log: Logger;
}

/** The sign-in library, told our tables: a tenant is its organization. People and companies come from the operator. */
export function createSignIn({ store, accountAccess, secret, publicUrl, trustedOrigins, log }: SignInOptions) {
  return betterAuth({
    database: noticeLostDatabase(store),
    secret,
    baseURL: publicUrl,
    basePath: AUTH_PATH,
    trustedOrigins,
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      minPasswordLength: PASSWORD_LENGTH.min,
      maxPasswordLength: PASSWORD_LENGTH.max,
      password: createPasswordHashing(),
      // Whoever resets a password may do so because somebody else knows it.
      revokeSessionsOnPasswordReset: true,
      onPasswordReset: async ({ user }) => {
        await accountAccess.endResetLinks(user.id);
        // Again: the library ends them before the new password is stored, and a sign-in with the old one may have passed.
        await accountAccess.endSessions(user.email);
      },
    },
    // Whoever reads the database cannot make a reset link of it.
    verification: { storeIdentifier: 'hashed' },
    plugins: [
      bearer({ requireSignature: true }),
      organization({ allowUserToCreateOrganization: false, schema: { organization: { modelName: 'tenant' } } }),
    ],
    advanced: {
      cookiePrefix: 'linekeeper',
      // By https with __Host-: no other host of the domain can set it, and no path of it is left out. The library would
      // put its own __Secure- before the name.
      ...(isSecure(publicUrl) && {
        useSecureCookies: false,
        defaultCookieAttributes: { secure: true },
        cookies: { session_token: { name: '__Host-linekeeper.session_token' } },
      }),
      database: { generateId: false },
      ipAddress: { ipAddressHeaders: [PEER_HEADER] },
    },
    // Its own counts every sign-in, right or wrong; see createSignInLimit.
    rateLimit: { enabled: false },
    telemetry: { enabled: false },
    logger: {
      level: 'warn',
      log: (level, message) => log[level === 'error' ? 'error' : 'warn']({ from: 'sign-in' }, message),
    },
  });
}

/** Whether people come by https. */
export function isSecure(publicUrl: string): boolean {
  return publicUrl.startsWith('https://');
}

export type SignIn = ReturnType<typeof createSignIn>;
