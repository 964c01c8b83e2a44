import { type DatabaseUrls, describeBlocker, type MigrateOptions, migrate } from '@linekeeper/postgres';
import type { Logger } from 'pino';

/** Applies pending migrations and logs the result. */
export async function migrateLogged(
  { url, ownerUrl, servingStatementMs }: DatabaseUrls & Pick<MigrateOptions, 'servingStatementMs'>,
  log: Logger,
): Promise<void> {
  const { applied } = await migrate({
    ownerUrl,
    url,
    servingStatementMs,
    onWait: () => log.info('Waiting for another process that is migrating this database'),
    onBlocked: ({ migration, attempt, blockers }) =>
      log.warn(
        { migration, attempt, blockers: blockers.map(describeBlocker) },
        'a migration waits for blocking transactions',
      ),
  });
  if (applied.length > 0) log.info({ applied: applied.map(({ name }) => name) }, 'migrated');
}
