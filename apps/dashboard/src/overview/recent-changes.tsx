import { ChangeList } from '../activity/change-list.tsx';
import { mergeChanges, settingChanges, toChanges } from '../activity/changes.ts';
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
  ]);
  if (changes.length === 0) return null;
  return (
    <Card>
      <CardSection
        heading={OVERVIEW.changes}
        action={<PageLink to="/c/$company/activity">{OVERVIEW.allChanges}</PageLink>}
      >
        {/* A number that was released can be used again from here. Other changes can be undone on the Activity page. */}
        <ChangeList changes={changes} shown={changes.slice(0, RECENT)} isOffered={({ to }) => to === null} />
      </CardSection>
    </Card>
  );
}
