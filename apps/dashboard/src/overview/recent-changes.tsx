import { ChangeRow } from '../activity/change-row.tsx';
import { mergeChanges, settingChanges, toChanges } from '../activity/changes.ts';
import { UndoLast } from '../activity/undo-last.tsx';
import { useHistory, useSettingsHistory } from '../activity/use-history.ts';
import { Card, CardSection } from '../ui/card.tsx';
import { PageLink } from '../ui/page-link.tsx';
import { OVERVIEW } from './texts.ts';

const RECENT = 5;

/** The last changes of the company's number and settings. Before the first one, it shows nothing: the page already says what to do. */
export function RecentChanges() {
  const lines = useHistory();
  const settings = useSettingsHistory();
  if (!lines.data || !settings.data) return null;
  const changes = mergeChanges([
    { changes: toChanges(lines.data.pages.flatMap(({ events }) => events)), hasMore: lines.hasNextPage },
    { changes: settingChanges(settings.data.pages.flatMap(({ events }) => events)), hasMore: settings.hasNextPage },
  ]).slice(0, RECENT);
  if (changes.length === 0) return null;
  // A number that was released can be used again from here. Other changes can be undone on the Activity page.
  const lastOfNumber = changes.find((change) => change.type === 'number');
  return (
    <Card>
      <CardSection
        heading={OVERVIEW.changes}
        action={<PageLink to="/c/$company/activity">{OVERVIEW.allChanges}</PageLink>}
      >
        <ul className="divide-y divide-line">
          {changes.map((change) => (
            <ChangeRow key={change.id} change={change}>
              {change === lastOfNumber && !change.to && <UndoLast change={change} />}
            </ChangeRow>
          ))}
        </ul>
      </CardSection>
    </Card>
  );
}
