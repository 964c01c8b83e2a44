import { ChangeRow } from '../activity/change-row.tsx';
import { toChanges } from '../activity/changes.ts';
import { useHistory } from '../activity/use-history.ts';
import { Card, CardSection } from '../ui/card.tsx';
import { PageLink } from '../ui/page-link.tsx';
import { OVERVIEW } from './texts.ts';

const RECENT = 5;

/** The last changes of the company's number. Shows nothing if there are none, because the page already says what to do. */
export function RecentChanges() {
  const history = useHistory();
  const changes = toChanges(history.data?.pages[0]?.events ?? []).slice(0, RECENT);
  if (changes.length === 0) return null;
  return (
    <Card>
      <CardSection
        heading={OVERVIEW.changes}
        action={<PageLink to="/c/$company/activity">{OVERVIEW.allChanges}</PageLink>}
      >
        <ul className="divide-y divide-line">
          {changes.map((change) => (
            <ChangeRow key={change.id} change={change} />
          ))}
        </ul>
      </CardSection>
    </Card>
  );
}
