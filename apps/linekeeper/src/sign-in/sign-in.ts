import { PASSWORD_LENGTH } from '@linekeeper/contract';
import type { AccountAccess } from '@linekeeper/core';
import { betterAuth } from 'better-auth';
import { bearer } from 'better-auth/plugins/bearer';
import { organization } from 'better-auth/plugins/organization';
import type { Logger } from 'pino';
import { noticeLostDatabase } from './lost-database.ts';
import { createPasswordHashing } from './password-hashing.ts';
import type { SignInStore } from './sign-in-store.ts';

export const AUTH_PATH = '/api/auth';
/** Passes the client's address to the sign-in library, which would otherwise trust a forged header. */
export const PEER_HEADER = 'x-linekeeper-peer';

export interface SignInOptions {
  store: SignInStore;
  accountAccess: AccountAccess;
  secret: string;
  /** The address that browsers see. */
  publicUrl: string;
  /** Other spellings of that address. */
  trustedOrigins: string[];
  log: Logger;
}

/** The sign-in library on our tables. It calls a tenant "organization". Only the operator creates people and companies. */
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
      // Called after the new password is stored. Somebody else might know the old one, so the person's sessions end.
      onPasswordReset: async ({ user }) => {
        await accountAccess.endResetLinks(user.id);
        await accountAccess.endSessions(user.email);
      },
    },
    // Hashed, so that nobody can make a password link from what the database stores.
    verification: { storeIdentifier: 'hashed' },
    plugins: [
      bearer({ requireSignature: true }),
      organization({ allowUserToCreateOrganization: false, schema: { organization: { modelName: 'tenant' } } }),
    ],
    advanced: {
      cookiePrefix: 'linekeeper',
      // With HTTPS the name starts with __Host-, so no other host of the domain can set it. The library would use its own
      // prefix __Secure-.
      ...(isSecure(publicUrl) && {
        useSecureCookies: false,
        defaultCookieAttributes: { secure: true },
        cookies: { session_token: { name: '__Host-linekeeper.session_token' } },
      }),
      database: { generateId: false },
      ipAddress: { ipAddressHeaders: [PEER_HEADER] },
    },
    // The library's limit also counts successful sign-ins. We use createSignInLimit instead.
    rateLimit: { enabled: false },
    telemetry: { enabled: false },
    // Errors that aren't answers come to our error handler. The library would print them to the console, with their stack.
    onAPIError: { throw: true },
    logger: {
      level: 'warn',
      log: (level, message) => log[level === 'error' ? 'error' : 'warn']({ from: 'sign-in' }, message),
    },
  });
}

/** Whether people use HTTPS. */
export function isSecure(publicUrl: string): boolean {
  return publicUrl.startsWith('https://');
}

export type SignIn = ReturnType<typeof createSignIn>;
