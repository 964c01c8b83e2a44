import { faultOf } from '@linekeeper/client';
import { type ReactNode, useState } from 'react';
import { useApi } from '../shell/api.ts';
import { asSentence } from '../ui/as-sentence.ts';
import { Button } from '../ui/button.tsx';
import { Card, CardSection } from '../ui/card.tsx';
import { SelectField } from '../ui/field.tsx';
import { Loaded } from '../ui/loaded.tsx';
import { Announced, Notice } from '../ui/notice.tsx';
import { PageTitle } from '../ui/page-title.tsx';
import { ChangeList } from './change-list.tsx';
import { type Change, type ChangeFilter, matches, mergeChanges, settingChanges, toChanges } from './changes.ts';
import { download, toCsv } from './csv.ts';
import { ACTIVITY } from './texts.ts';
import { readWholeHistory, useHistory, useSettingsHistory } from './use-history.ts';

/** The history of the company's lines. */
export function ActivityPage() {
  return (
    <>
      <PageTitle lead={ACTIVITY.lead}>{ACTIVITY.title}</PageTitle>
      <History />
    </>
  );
}

function History() {
  const lines = useHistory();
  const settings = useSettingsHistory();
  const withMore = [lines, settings].filter(({ hasNextPage }) => hasNextPage);
  const isFetching = withMore.some(({ isFetchingNextPage }) => isFetchingNextPage);
  return (
    <Loaded queries={[lines, settings]} failed={ACTIVITY.failed} as="LIST">
      {(ofLines, ofSettings) => (
        <Card>
          <Changes
            changes={mergeChanges([
              { changes: toChanges(ofLines.pages.flatMap(({ events }) => events)), hasMore: lines.hasNextPage },
              {
                changes: settingChanges(ofSettings.pages.flatMap(({ events }) => events)),
                hasMore: settings.hasNextPage,
              },
            ])}
          >
            {withMore.length > 0 && (
              <Button
                look="secondary"
                className="mt-5"
                pending={isFetching}
                onClick={() => {
                  if (!isFetching) for (const { fetchNextPage } of withMore) void fetchNextPage();
                }}
              >
                {ACTIVITY.more}
              </Button>
            )}
          </Changes>
        </Card>
      )}
    </Loaded>
  );
}

const ALL: ChangeFilter = { what: 'all', who: 'all' };

/** `children` loads more of them. */
function Changes({ changes, children }: { changes: readonly Change[]; children: ReactNode }) {
  const [filter, setFilter] = useState(ALL);
  const [failure, setFailure] = useState<string | null>(null);
  const found = changes.filter((change) => matches(change, filter));
  const isNoneFound = changes.length > 0 && found.length === 0;
  return (
    <CardSection heading={ACTIVITY.heading} action={changes.length > 0 && <ExportButton onFailure={setFailure} />}>
      <div className="has-[p]:mb-5">
        <Announced role="alert">
          {failure && (
            <Notice tone="bad" title={ACTIVITY.exportFailed}>
              {asSentence(failure)}
            </Notice>
          )}
        </Announced>
      </div>
      {changes.length === 0 ? (
        <div className="text-sm">
          <p className="font-medium">{ACTIVITY.none}</p>
          <p className="mt-1 text-muted">{ACTIVITY.noneLead}</p>
        </div>
      ) : (
        <Filters filter={filter} onChange={setFilter} />
      )}
      <ChangeList changes={changes} shown={found} />
      <p role="status" className="text-sm text-muted empty:hidden">
        {isNoneFound && ACTIVITY.noneFound}
      </p>
      {isNoneFound && (
        <Button look="secondary" className="mt-4 mr-3" onClick={() => setFilter(ALL)}>
          {ACTIVITY.showAll}
        </Button>
      )}
      {children}
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

/**
 * Saves all changes as a file, including those that aren't loaded yet. `onFailure` is told why that failed, and null when the
 * person tries again.
 */
function ExportButton({ onFailure }: { onFailure: (message: string | null) => void }) {
  const api = useApi();
  const [isPending, setPending] = useState(false);

  async function save() {
    setPending(true);
    onFailure(null);
    try {
      download('activity.csv', toCsv(await readWholeHistory(api)));
    } catch (error) {
      onFailure(faultOf(error).message);
    }
    setPending(false);
  }

  return (
    <Button look="secondary" pending={isPending} onClick={() => void (isPending || save())}>
      {ACTIVITY.export}
    </Button>
  );
}
