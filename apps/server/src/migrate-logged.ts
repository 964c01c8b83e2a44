import { type DatabaseUrls, describeBlocker, type MigrateOptions, migrate } from '@linekeeper/db';
import type { Logger } from 'pino';

/** Brings the database to the checked-in migrations, and tells the log what there is to tell. */
export async function migrateLogged(
  { url, ownerUrl, servingStatementMs }: DatabaseUrls & Pick<MigrateOptions, 'servingStatementMs'>,
  log: Logger,
): Promise<void> {
  const { applied, takenOver, notes } = await migrate({
    ownerUrl,
    url,
    servingStatementMs,
    onWait: () => log.info('Another process migrates this database; waiting for it'),
    onBlocked: ({ migration, attempt, blockers }) =>
      log.warn(
        { migration, attempt, blockers: blockers.map(describeBlocker) },
        'a migration stands back for transactions that are in its way',
      ),
  });
  if (takenOver) log.info('The table of tenants was there; it was taken over from the legacy system');
  if (applied.length > 0) log.info({ applied: applied.map(({ name }) => name) }, 'migrated');
  for (const note of notes) log.warn(note);
}
