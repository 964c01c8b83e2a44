import type { DatabaseUrls } from '@linekeeper/postgres';
import type { EncryptionKey } from '../provider/key-ring.ts';
import type { Context } from './context.ts';

/** Behind an {@link OwnerContext}. Only core has this symbol, so nothing reaches the owner's connection without `authorizeOwner`. */
export const OWNER: unique symbol = Symbol('owner');

/** How to connect as the role that owns the tables. */
export interface OwnerAccess {
  urls: DatabaseUrls;
  /** The keys with which the servers encrypt provider secrets. None if no secret is known here. */
  encryptionKeys: () => Promise<readonly EncryptionKey[]>;
}

/** The context of a caller who works as the owner of the tables. The database can be in any state, even without our schema. */
export interface OwnerContext extends Pick<Context, 'principal' | 'requestId'> {
  readonly [OWNER]: OwnerAccess;
}

/** The context of the operator, for a command that works as the owner of the tables. `reason` is a text for the history. */
export function ownerContext(access: OwnerAccess, operator: { name: string; reason: string }): OwnerContext {
  return {
    [OWNER]: access,
    requestId: null,
    principal: async () => ({ kind: 'operator', tenant: null, ...operator }),
  };
}
