/** The database is not as a takeover command needs it, in a sentence that says what to do. */
export class LegacyStorageError extends Error {
  override name = 'LegacyStorageError';
}
