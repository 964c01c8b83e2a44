import { faultOf } from '@linekeeper/client';
import { useCurrentSession, useInboundNumber } from '@linekeeper/client/react';
import type { CurrentSession, InboundNumber } from '@linekeeper/contract';
import { Link } from '@tanstack/react-router';
import { ChangeRow } from '../activity/change-row.tsx';
import { toChanges } from '../activity/changes.ts';
import { useHistory } from '../activity/use-history.ts';
import { CurrentNumber } from '../inbound-number/current-number.tsx';
import { segmentOf, useWorkplace } from '../shell/company.ts';
import { buttonLook } from '../ui/button.tsx';
import { Card, CardSection } from '../ui/card.tsx';
import { CardSkeleton } from '../ui/card-skeleton.tsx';
import { Failure } from '../ui/failure.tsx';
import { PageTitle } from '../ui/page-title.tsx';
import { SetUp } from './set-up.tsx';
import { OVERVIEW } from './texts.ts';

const RECENT = 5;

/** The answer at a glance: is my line working? */
export function OverviewPage() {
  const session = useCurrentSession();
  const number = useInboundNumber();
  const missing = [session, number].filter((query) => query.data === undefined);
  const fault = missing.flatMap(({ error }) => (error ? [faultOf(error)] : []))[0];

  function content() {
    if (session.data && number.data !== undefined) return <Line session={session.data} number={number.data} />;
    if (!fault || fault.code === 'UNAUTHORIZED') {
      return (
        <Card>
          <CardSkeleton />
        </Card>
      );
    }
    return (
      <Card>
        <Failure
          title={OVERVIEW.failed}
          message={fault.message}
          retrying={missing.some(({ isFetching }) => isFetching)}
          onRetry={() => {
            for (const query of missing) void query.refetch();
          }}
        />
      </Card>
    );
  }

  return (
    <>
      <PageTitle>{OVERVIEW.title}</PageTitle>
      <div className="space-y-6">{content()}</div>
    </>
  );
}

function Line({ session, number }: { session: CurrentSession; number: InboundNumber | null }) {
  const { company } = useWorkplace();
  const params = { company: segmentOf(company) };
  const canChange = session.permissions.includes('inboundNumber:update');
  return (
    <>
      <Card>
        <CardSection heading={OVERVIEW.number}>
          <CurrentNumber number={number} company={company.name}>
            {canChange && (
              <Link to="/c/$company/number" params={params} className={buttonLook('secondary')}>
                {OVERVIEW.change}
              </Link>
            )}
          </CurrentNumber>
          {!number && !canChange && <p className="mt-4 text-sm text-muted">{OVERVIEW.noneViewer}</p>}
        </CardSection>
        {canChange && (
          <CardSection heading={OVERVIEW.setUp} lead={OVERVIEW.setUpLead}>
            <SetUp phoneNumber={number?.phoneNumber ?? null} />
          </CardSection>
        )}
      </Card>
      <Card>
        <CardSection
          heading={OVERVIEW.changes}
          action={
            <Link
              to="/c/$company/activity"
              params={params}
              className="text-sm font-medium text-accent underline-offset-2 hover:underline"
            >
              {OVERVIEW.allChanges}
            </Link>
          }
        >
          <RecentChanges />
        </CardSection>
      </Card>
    </>
  );
}

function RecentChanges() {
  const history = useHistory();
  const changes = toChanges(history.data?.pages[0]?.events ?? []).slice(0, RECENT);
  if (history.error && !history.data) return <p className="text-sm text-muted">{faultOf(history.error).message}</p>;
  if (changes.length === 0) return <p className="text-sm text-muted">{history.data && OVERVIEW.noChanges}</p>;
  return (
    <ul className="divide-y divide-line">
      {changes.map((change) => (
        <ChangeRow key={change.id} change={change} />
      ))}
    </ul>
  );
}
