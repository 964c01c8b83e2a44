import { type Answer, type OwnerCommand, type OwnerPlace, table } from '@linekeeper/command';
import { authorizeOwner } from '@linekeeper/core';
import { refreshLegacyLink } from '@linekeeper/legacy';
import { describeBlocker, migrate, previewMigrations } from '@linekeeper/postgres';

const COMPLETE = 'The database is up to date.';

export const MIGRATE_COMMAND: OwnerCommand = {
  asOwner: true,
  name: 'migrate',
  summary: 'Apply pending migrations; people can use the database meanwhile',
  explanation: [
    'Everything is in the PostgreSQL schema "linekeeper". Nothing else is read or changed. If the migrations can\'t be applied,',
    'the command says why before it changes anything. If a long transaction blocks a migration, the migration is retried for',
    'three minutes. You can stop this command at any time and run it again.',
  ],
  options: { 'dry-run': { help: 'show what would be applied and any problems, without changing anything' } },
  prepare:
    ({ options }) =>
    (place) =>
      options['dry-run'] === true ? preview(place) : apply(place),
};

async function apply({ operator, progress }: OwnerPlace): Promise<Answer> {
  const { urls } = await authorizeOwner(operator, 'platform:operate');
  const { applied, granted } = await migrate({
    ...urls,
    onWait: () => progress('Waiting for another process that is migrating this database'),
    onApply: (migration) => progress(`Applying ${migration}`),
    onBlocked: ({ migration, attempt, blockers }) =>
      progress(`${migration}, try ${attempt}: waiting for ${blockers.map(describeBlocker).join(', ') || 'others'}`),
  });
  await refreshLegacyLink(urls);
  return {
    lines: [
      ...(applied.length > 0
        ? table(
            ['APPLIED', 'MS'],
            applied.map(({ name, milliseconds }) => [name, String(milliseconds)]),
          )
        : []),
      ...(granted.length > 0 ? [`Granted the missing rights on ${tables(granted)} to the role of DATABASE_URL.`] : []),
      COMPLETE,
    ],
    json: { applied, granted },
  };
}

async function preview({ operator }: OwnerPlace): Promise<Answer> {
  const { urls } = await authorizeOwner(operator, 'platform:operate');
  const { pending, problems, withoutRights } = await previewMigrations(urls);
  const names = pending.map(({ name }) => name);
  return {
    lines: previewLines(names, problems, withoutRights),
    json: { pending: names, problems, withoutRights },
    unresolved: problems.length > 0,
  };
}

function previewLines(
  names: readonly string[],
  problems: readonly string[],
  withoutRights: readonly string[],
): string[] {
  const lines = [
    ...(names.length > 0 ? ['Would apply:', ...names.map((name) => `  ${name}`)] : []),
    ...(withoutRights.length > 0 && problems.length === 0
      ? [`Would grant the missing rights on ${tables(withoutRights)} to the role of DATABASE_URL.`]
      : []),
    ...(problems.length > 0 ? ['There are problems, so nothing would be changed:'] : []),
    ...problems.map((problem) => `- ${problem}`),
  ];
  return lines.length > 0 ? lines : [COMPLETE];
}

const tables = (names: readonly string[]) => (names.length === 1 ? '1 table' : `${names.length} tables`);
