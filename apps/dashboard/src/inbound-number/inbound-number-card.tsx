import { faultOf } from '@linekeeper/client';
import { useCurrentSession, useInboundNumber } from '@linekeeper/client/react';
import { Card, CardSection } from '../ui/card.tsx';
import { Failure } from '../ui/failure.tsx';
import { CardSkeleton } from '../ui/page-skeleton.tsx';
import { CurrentNumber } from './current-number.tsx';
import { InboundNumberForm } from './inbound-number-form.tsx';
import { ReleaseDialog } from './release-dialog.tsx';

/** The company's number and, for those who may, the ways to change it. */
export function InboundNumberCard() {
  const session = useCurrentSession();
  const query = useInboundNumber();

  // The shell shows this only once the session is known.
  if (!session.data || query.isPending) {
    return (
      <Card>
        <div role="status" aria-label="Loading">
          <CardSkeleton />
        </div>
      </Card>
    );
  }
  if (query.data === undefined) {
    return (
      <Card>
        <Failure
          title="Your inbound number could not be loaded"
          message={faultOf(query.error).message}
          retrying={query.isFetching}
          onRetry={() => void query.refetch()}
        />
      </Card>
    );
  }

  const { tenant, permissions } = session.data;
  const number = query.data;
  const mayChange = permissions.includes('inboundNumber:update');
  return (
    <Card>
      <CardSection heading="Current number">
        <CurrentNumber number={number} company={tenant.name}>
          {mayChange && number && <ReleaseDialog phoneNumber={number.phoneNumber} company={tenant.name} />}
        </CurrentNumber>
        {!mayChange && (
          <p className="mt-5 border-t border-line pt-5 text-sm text-muted">
            Only owners and admins of {tenant.name} may change the number.
          </p>
        )}
      </CardSection>
      {mayChange && (
        <CardSection
          heading={number ? 'Change the number' : 'Choose a number'}
          lead={number ? 'Saving another number releases the current one in the same moment.' : undefined}
        >
          <InboundNumberForm country={tenant.country} held={number?.phoneNumber ?? null} />
        </CardSection>
      )}
    </Card>
  );
}
