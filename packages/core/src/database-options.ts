import type { HostPool, Pooler } from '@linekeeper/postgres';
import type { VoiceOptions } from './call/voice-options.ts';
import type { NumberBudget } from './line/number-budget.ts';
import type { OrganizationStore, StoreConnection } from './organization/organization-store.ts';
import type { EncryptionKey } from './provider/key-ring.ts';

export interface DatabaseOptions {
  /** postgres://…, with the role that serves requests; or the host's pool, which stays open when the database is closed. */
  url: string | HostPool;
  /** The connection pooler in front of PostgreSQL. Default: none. */
  pooler?: Pooler;
  /** The highest number of connections. Default: 10. */
  poolSize?: number;
  timeouts?: Partial<DatabaseTimeouts>;
  /** Encrypt provider secrets: the first encrypts, all decrypt. Without one, no secret can be stored or read. */
  encryptionKeys?: readonly EncryptionKey[];
  /** How many different numbers a tenant can ask about. See {@link NumberBudget} for the defaults. */
  numberBudget?: Partial<NumberBudget>;
  /** Replaces our own tables as the store of companies' details. The function gets our store, and a way to the database. */
  organizations?: (own: OrganizationStore, connection: StoreConnection) => OrganizationStore;
  /** How inbound calls are handled. See {@link voiceOptions} for the defaults. */
  voice?: Partial<VoiceOptions>;
  /**
   * Returns whether a person must not be signed in here. Their sessions are then ignored. Default: false for everybody.
   */
  isRefused?: (email: string) => boolean;
  /** Called if an idle connection fails. The next query opens a new one. */
  onConnectionLost?: (error: Error) => void;
}

/**
 * Time limits of a call, in milliseconds. With the defaults, a call takes less than five seconds, even if the database
 * doesn't answer.
 */
export interface DatabaseTimeouts {
  /** To get a connection, from the pool or a new one. Default: 2,000. */
  connectMs: number;
  /** For a statement, and for a transaction. PostgreSQL aborts it then. Default: 2,500. */
  statementMs: number;
}
