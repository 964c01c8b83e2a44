import { type DatabaseUrls, describeBlocker, type MigrateOptions, migrate } from '@linekeeper/postgres';
import type { Logger } from 'pino';

/** Applies pending migrations and logs what was done. */
export async function migrateLogged(
  { url, ownerUrl, servingStatementMs }: DatabaseUrls & Pick<MigrateOptions, 'servingStatementMs'>,
  log: Logger,
): Promise<void> {
  const { applied } = await migrate({
    ownerUrl,
    url,
    servingStatementMs,
    onWait: () => log.info('Another process is migrating this database. Waiting for it'),
    onBlocked: ({ migration, attempt, blockers }) =>
      log.warn(
        { migration, attempt, blockers: blockers.map(describeBlocker) },
        'a migration stands back for transactions that are in its way',
      ),
  });
  if (applied.length > 0) log.info({ applied: applied.map(({ name }) => name) }, 'migrated');
}
