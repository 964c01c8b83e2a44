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
  const { applied } = await migrate({
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
      COMPLETE,
    ],
    json: { applied },
  };
}

async function preview({ operator }: OwnerPlace): Promise<Answer> {
  const { urls } = await authorizeOwner(operator, 'platform:operate');
  const { pending, problems } = await previewMigrations(urls.ownerUrl);
  const names = pending.map(({ name }) => name);
  return { lines: previewLines(names, problems), json: { pending: names, problems }, unresolved: problems.length > 0 };
}

function previewLines(names: readonly string[], problems: readonly string[]): string[] {
  if (names.length === 0) return [COMPLETE];
  return [
    'Would apply:',
    ...names.map((name) => `  ${name}`),
    ...(problems.length > 0 ? ['But there are problems, so nothing would be changed:'] : []),
    ...problems.map((problem) => `- ${problem}`),
  ];
}
