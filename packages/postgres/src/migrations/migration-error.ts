/** The database was not brought to the checked-in migrations, in words for the operator. */
export class MigrationError extends Error {
  override name = 'MigrationError';
}

/** PostgreSQL refused a migration. Nothing of it was applied. */
export class MigrationFailed extends MigrationError {
  constructor(migration: string, cause: Error) {
    super(
      `The migration ${migration} failed: ${cause.message}. Nothing of it was applied. Mend what it says, then start again.`,
      { cause },
    );
  }
}

/** The database is not as the migrations need it. Nothing was changed; `problems` are sentences that say what to do. */
export class MigrationsRefused extends MigrationError {
  constructor(readonly problems: readonly string[]) {
    super(
      ['The database cannot be migrated as it stands. Nothing was changed.', ...problems.map((one) => `- ${one}`)].join(
        '\n',
      ),
    );
  }
}
