/** Why the embedded PostgreSQL can't be used, in a sentence for the person who started it. */
export class EmbeddedPostgresError extends Error {
  override name = 'EmbeddedPostgresError';
}
