import { useCurrentSession, useInboundNumber } from '@linekeeper/client/react';
import type { CallRecord } from '@linekeeper/contract';
import { useState } from 'react';
import { AskManagers } from '../team/ask-managers.tsx';
import { Button } from '../ui/button.tsx';
import { Card, CardSection } from '../ui/card.tsx';
import { SelectField } from '../ui/field.tsx';
import { Loaded } from '../ui/loaded.tsx';
import { PageButton } from '../ui/page-link.tsx';
import { PageTitle } from '../ui/page-title.tsx';
import { CallItem } from './call-details.tsx';
import { type CallFilter, matchesFilter } from './call-filter.ts';
import { CALLS } from './texts.ts';
import { useCallPages } from './use-call-pages.ts';

/** The company's calls. */
export function CallsPage() {
  const calls = useCallPages();
  return (
    <>
      <PageTitle lead={CALLS.lead}>{CALLS.title}</PageTitle>
      <Loaded queries={[calls]} failed={CALLS.failed} as="LIST">
        {({ pages }) => (
          <Card>
            <CardSection heading={CALLS.heading}>
              {pages[0]?.calls.length === 0 ? (
                <NoCalls />
              ) : (
                <Calls calls={pages.flatMap((page) => page.calls)} hasMore={calls.hasNextPage} />
              )}
              {calls.hasNextPage && (
                <Button
                  look="secondary"
                  className="mt-5"
                  pending={calls.isFetchingNextPage}
                  onClick={() => void (calls.isFetchingNextPage || calls.fetchNextPage())}
                >
                  {CALLS.more}
                </Button>
              )}
            </CardSection>
          </Card>
        )}
      </Loaded>
    </>
  );
}

function NoCalls() {
  const session = useCurrentSession();
  const number = useInboundNumber();
  return (
    <div className="text-sm">
      <p className="font-medium">{CALLS.none}</p>
      <p className="mt-1 mb-4 text-muted">{CALLS.noneLead}</p>
      {session.data?.permissions.includes('call:update') && number.data !== undefined && (
        <PageButton to={number.data ? '/c/$company/connect' : '/c/$company/number'}>
          {number.data ? CALLS.setUp : CALLS.enterNumber}
        </PageButton>
      )}
      {session.data && !session.data.permissions.includes('call:update') && (
        <AskManagers why={CALLS.onlyManagers(session.data.tenant.name)} />
      )}
    </div>
  );
}

function Calls({ calls, hasMore }: { calls: CallRecord[]; hasMore: boolean }) {
  const [filter, setFilter] = useState<CallFilter>('all');
  const found = calls.filter((call) => matchesFilter(call, filter));
  return (
    <>
      <SelectField
        label={CALLS.filter}
        className="mb-6 max-w-xs"
        value={filter}
        onChange={(event) => setFilter(event.currentTarget.value as CallFilter)}
      >
        {Object.entries(CALLS.filters).map(([value, name]) => (
          <option key={value} value={value}>
            {name}
          </option>
        ))}
      </SelectField>
      {filter === 'missed' && found.length > 0 && <p className="mb-4 text-sm text-muted">{CALLS.callBack}</p>}
      <ul className="divide-y divide-line empty:hidden" aria-label={CALLS.heading}>
        {found.map((call) => (
          <CallItem key={call.id} call={call} />
        ))}
      </ul>
      <p role="status" className="text-sm text-muted empty:hidden">
        {found.length === 0 && (hasMore ? CALLS.noneFoundSoFar : CALLS.noneFound)}
      </p>
      {found.length === 0 && (
        <Button look="secondary" className="mt-4" onClick={() => setFilter('all')}>
          {CALLS.showAll}
        </Button>
      )}
    </>
  );
}
