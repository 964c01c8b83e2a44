/** A migration that PostgreSQL refused, in a sentence for the operator. Nothing of it was applied. */
export class MigrationError extends Error {
  override name = 'MigrationError';

  constructor(migration: string, cause: Error) {
    super(
      `The migration ${migration} failed: ${cause.message}. Nothing of it was applied. Mend what it says, then start again.`,
      { cause },
    );
  }
}
