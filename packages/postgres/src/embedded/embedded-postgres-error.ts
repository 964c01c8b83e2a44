/** Why the embedded PostgreSQL cannot be had, in a sentence for the person who started it. */
export class EmbeddedPostgresError extends Error {
  override name = 'EmbeddedPostgresError';
}
