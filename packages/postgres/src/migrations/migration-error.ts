/** The database couldn't be migrated. The message is for the operator. */
export class MigrationError extends Error {
  override name = 'MigrationError';
}

/** PostgreSQL refused a migration. Nothing of it was applied. */
export class MigrationFailed extends MigrationError {
  constructor(migration: string, cause: Error) {
    super(
      `The migration ${migration} failed: ${cause.message}. Nothing of it was applied. Fix the problem, then start again.`,
      { cause },
    );
  }
}

/** The migrations can't be applied to this database. Nothing was changed. `problems` are sentences that say what to do. */
export class MigrationsRefused extends MigrationError {
  constructor(readonly problems: readonly string[]) {
    super(["The database can't be migrated. Nothing was changed.", ...problems.map((one) => `- ${one}`)].join('\n'));
  }
}
