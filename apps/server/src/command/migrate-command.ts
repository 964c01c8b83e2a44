import { describeBlocker, type MigrationPlan, migrate, previewMigrations } from '@linekeeper/db';
import type { Answer, OwnerCommand, OwnerPlace } from './command.ts';
import { table } from './table.ts';

const COMPLETE = 'The database has every migration.';
const TAKEN_OVER = "The legacy system's table of tenants was taken over as it stands.";

export const MIGRATE_COMMAND: OwnerCommand = {
  asOwner: true,
  name: 'migrate',
  summary: 'Bring the database to the checked-in migrations, while people use it',
  explanation: [
    "Takes over the legacy system's table tenants where it is there, with every row and column that it has. Refuses before",
    'anything is changed where something is in the way. A migration that is held up by a long transaction stands back and',
    'tries again for three minutes. Safe to run twice, and to end in the middle.',
  ],
  options: { 'dry-run': { help: 'show what would be applied and what is in the way; changes nothing' } },
  prepare:
    ({ options }) =>
    (place) =>
      options['dry-run'] === true ? preview(place) : apply(place),
};

async function apply(place: OwnerPlace): Promise<Answer> {
  const { applied, takenOver, notes } = await migrate({
    ...place.urls,
    onWait: () => place.progress('Another process migrates this database; waiting for it'),
    onApply: (migration) => place.progress(`Applying ${migration}`),
    onBlocked: ({ migration, attempt, blockers }) =>
      place.progress(
        `${migration}, try ${attempt}: waiting for ${blockers.map(describeBlocker).join(', ') || 'others'}`,
      ),
  });
  return {
    lines: [
      ...(takenOver ? [TAKEN_OVER] : []),
      ...(applied.length > 0
        ? table(
            ['APPLIED', 'MS'],
            applied.map(({ name, milliseconds }) => [name, String(milliseconds)]),
          )
        : []),
      COMPLETE,
      ...notes.map((note) => `Note: ${note}`),
    ],
    json: { applied, takenOver, notes },
  };
}

async function preview({ urls }: OwnerPlace): Promise<Answer> {
  const { pending, takesOver, problems, notes } = await previewMigrations(urls.ownerUrl);
  const names = pending.map(({ name }) => name);
  return {
    lines: previewLines({ names, takesOver, problems, notes }),
    json: { pending: names, takesOver, problems, notes },
    unresolved: problems.length > 0,
  };
}

type Preview = Pick<MigrationPlan, 'takesOver' | 'problems' | 'notes'> & { names: readonly string[] };

function previewLines({ names: [first, ...rest], takesOver, problems, notes }: Preview): string[] {
  if (!first) return [COMPLETE];
  return [
    ...(takesOver ? [`Would take over the legacy system's table of tenants as ${first}, and apply`] : ['Would apply']),
    ...(takesOver ? rest : [first, ...rest]).map((name) => `  ${name}`),
    ...(problems.length > 0 ? ['But these are in the way, and nothing would be changed:'] : []),
    ...problems.map((problem) => `- ${problem}`),
    ...notes.map((note) => `Note: ${note}`),
  ];
}
