import { faultOf } from '@linekeeper/client';
import { useState } from 'react';
import { useApi } from '../shell/api.ts';
import { Button } from '../ui/button.tsx';
import { Card, CardSection } from '../ui/card.tsx';
import { CardSkeleton } from '../ui/card-skeleton.tsx';
import { Failure } from '../ui/failure.tsx';
import { SelectField } from '../ui/field.tsx';
import { Announced, Notice } from '../ui/notice.tsx';
import { PageTitle } from '../ui/page-title.tsx';
import { ChangeRow } from './change-row.tsx';
import { type ChangeFilter, matches, toChanges } from './changes.ts';
import { download, toCsv } from './csv.ts';
import { ACTIVITY } from './texts.ts';
import { UndoLast } from './undo-last.tsx';
import { readWholeHistory, useHistory } from './use-history.ts';

/** The history of the company's lines. */
export function ActivityPage() {
  return (
    <>
      <PageTitle lead={ACTIVITY.lead}>{ACTIVITY.title}</PageTitle>
      <Card>
        <History />
      </Card>
    </>
  );
}

function History() {
  const history = useHistory();
  const [filter, setFilter] = useState<ChangeFilter>({ what: 'all', who: 'all' });
  if (!history.data) {
    if (!history.error) return <CardSkeleton />;
    return (
      <Failure
        title={ACTIVITY.failed}
        message={faultOf(history.error).message}
        retrying={history.isFetching}
        onRetry={() => void history.refetch()}
      />
    );
  }
  const changes = toChanges(history.data.pages.flatMap(({ events }) => events));
  const found = changes.filter((change) => matches(change, filter));

  return (
    <CardSection heading={ACTIVITY.heading} action={changes.length > 0 && <ExportButton />}>
      {changes.length === 0 ? (
        <div className="text-sm">
          <p className="font-medium">{ACTIVITY.none}</p>
          <p className="mt-1 text-muted">{ACTIVITY.noneLead}</p>
        </div>
      ) : (
        <Filters filter={filter} onChange={setFilter} />
      )}
      <ul className="divide-y divide-line empty:hidden">
        {found.map((change) => (
          <ChangeRow key={change.id} change={change}>
            {change === changes[0] && <UndoLast change={change} />}
          </ChangeRow>
        ))}
      </ul>
      <p role="status" className="text-sm text-muted empty:hidden">
        {changes.length > 0 && found.length === 0 && ACTIVITY.noneFound}
      </p>
      {history.hasNextPage && (
        <Button
          look="secondary"
          className="mt-5"
          pending={history.isFetchingNextPage}
          onClick={() => void (history.isFetchingNextPage || history.fetchNextPage())}
        >
          {ACTIVITY.more}
        </Button>
      )}
    </CardSection>
  );
}

function Filters({ filter, onChange }: { filter: ChangeFilter; onChange: (filter: ChangeFilter) => void }) {
  return (
    <div className="mb-6 grid gap-4 sm:grid-cols-2">
      <SelectField
        label={ACTIVITY.kind}
        value={filter.what}
        onChange={(event) => onChange({ ...filter, what: event.currentTarget.value as ChangeFilter['what'] })}
      >
        <Options names={ACTIVITY.kinds} />
      </SelectField>
      <SelectField
        label={ACTIVITY.actor}
        value={filter.who}
        onChange={(event) => onChange({ ...filter, who: event.currentTarget.value as ChangeFilter['who'] })}
      >
        <Options names={ACTIVITY.actors} />
      </SelectField>
    </div>
  );
}

function Options({ names }: { names: Record<string, string> }) {
  return Object.entries(names).map(([value, name]) => (
    <option key={value} value={value}>
      {name}
    </option>
  ));
}

/** Saves all changes as a file, also those that aren't loaded yet. */
function ExportButton() {
  const api = useApi();
  const [isPending, setPending] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);

  async function save() {
    setPending(true);
    setFailure(null);
    try {
      download('activity.csv', toCsv(toChanges(await readWholeHistory(api))));
    } catch (error) {
      setFailure(ACTIVITY.exportFailed(faultOf(error).message));
    }
    setPending(false);
  }

  return (
    <div>
      <Button look="secondary" pending={isPending} onClick={() => void (isPending || save())}>
        {ACTIVITY.export}
      </Button>
      <Announced role="alert">{failure && <Notice tone="bad" title={failure} />}</Announced>
    </div>
  );
}
