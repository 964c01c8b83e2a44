import type { SignInStore } from '@linekeeper/db';
import { betterAuth } from 'better-auth';
import { bearer } from 'better-auth/plugins/bearer';
import { organization } from 'better-auth/plugins/organization';
import type { Logger } from 'pino';

export const AUTH_PATH = '/api/auth';
/** Carries the peer's address to the sign-in library, which would otherwise believe a forwarded header of anyone's. */
export const PEER_HEADER = 'x-linekeeper-peer';

/** In UTF-16 units. The upper end bounds what hashing costs. */
export const PASSWORD_LENGTH = { min: 8, max: 128 };

export interface SignInOptions {
  store: SignInStore;
  secret: string;
  /** The address that browsers see. */
  publicUrl: string;
  /** Further spellings of that address. */
  trustedOrigins: string[];
  log: Logger;
}

/** The sign-in library, told our tables: a tenant is its organization. People and companies come from the operator. */
export function createSignIn({ store, secret, publicUrl, trustedOrigins, log }: SignInOptions) {
  return betterAuth({
    database: store,
    secret,
    baseURL: publicUrl,
    basePath: AUTH_PATH,
    trustedOrigins,
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      minPasswordLength: PASSWORD_LENGTH.min,
      maxPasswordLength: PASSWORD_LENGTH.max,
      // Whoever resets a password may do so because somebody else knows it.
      revokeSessionsOnPasswordReset: true,
    },
    // Whoever reads the database cannot make a reset link of it.
    verification: { storeIdentifier: 'hashed' },
    plugins: [
      bearer({ requireSignature: true }),
      organization({ allowUserToCreateOrganization: false, schema: { organization: { modelName: 'tenant' } } }),
    ],
    advanced: {
      cookiePrefix: 'linekeeper',
      database: { generateId: false },
      ipAddress: { ipAddressHeaders: [PEER_HEADER] },
    },
    // By address and in this process: it slows guessing down, and does not lock out an office behind one address.
    rateLimit: { enabled: true, customRules: { '/sign-in/email': { window: 10, max: 30 } } },
    telemetry: { enabled: false },
    logger: {
      level: 'warn',
      log: (level, message) => log[level === 'error' ? 'error' : 'warn']({ from: 'sign-in' }, message),
    },
  });
}

export type SignIn = ReturnType<typeof createSignIn>;
