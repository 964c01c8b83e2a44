import { inject } from 'vitest';

/** A database's address through the pooler of `pnpm test:poolers`; the address itself in every other run. */
export function throughPooler(address: string): string {
  const pooler = inject('pooler');
  if (!pooler) return address;
  const url = new URL(address);
  url.host = `127.0.0.1:${pooler.port}`;
  return url.href;
}

/** The server's settings for that pooler. */
export function poolerVariables(): Record<string, string> {
  const pooler = inject('pooler');
  // PgBouncer opens its connections one after another, which takes a busy machine longer than a server waits.
  return pooler ? { DATABASE_POOLER: pooler.mode, DATABASE_CONNECT_TIMEOUT_MS: '20000' } : {};
}
