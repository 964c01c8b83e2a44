import { faultOf } from '@linekeeper/client';
import { useCurrentSession, useInboundNumber } from '@linekeeper/client/react';
import type { CurrentSession, InboundNumber } from '@linekeeper/contract';
import { Card, CardSection } from '../ui/card.tsx';
import { CardSkeleton } from '../ui/card-skeleton.tsx';
import { Failure } from '../ui/failure.tsx';
import { CurrentNumber } from './current-number.tsx';
import { InboundNumberForm } from './inbound-number-form.tsx';
import { ReleaseDialog } from './release-dialog.tsx';

/** The company's number and, for people with permission, the form that changes it. */
export function InboundNumberCard() {
  const session = useCurrentSession();
  const number = useInboundNumber();
  const missing = [session, number].filter((query) => query.data === undefined);
  const fault = missing.flatMap(({ error }) => (error ? [faultOf(error)] : []))[0];

  function content() {
    if (session.data && number.data !== undefined) {
      // Another person or company starts with an empty form.
      const key = `${session.data.person?.email} ${session.data.tenant.id}`;
      return <Known key={key} session={session.data} number={number.data} />;
    }
    // The person was signed out and is being redirected to the sign-in page.
    if (!fault || fault.code === 'UNAUTHORIZED') return <CardSkeleton />;
    return (
      <Failure
        title="Your inbound number couldn't be loaded"
        message={fault.message}
        retrying={missing.some(({ isFetching }) => isFetching)}
        onRetry={() => {
          for (const query of missing) void query.refetch();
        }}
      />
    );
  }

  return <Card>{content()}</Card>;
}

function Known({ session, number }: { session: CurrentSession; number: InboundNumber | null }) {
  const { tenant, permissions } = session;
  const canChange = permissions.includes('inboundNumber:update');
  return (
    <>
      <CardSection heading="Current number">
        <CurrentNumber number={number} company={tenant.name}>
          {canChange && number && <ReleaseDialog phoneNumber={number.phoneNumber} company={tenant.name} />}
        </CurrentNumber>
        {!canChange && (
          <p className="mt-5 border-t border-line pt-5 text-sm text-muted">
            Only owners and admins of {tenant.name} can change the number.
          </p>
        )}
      </CardSection>
      {canChange && (
        <CardSection
          heading={number ? 'Change the number' : 'Choose a number'}
          lead={number ? 'When you save another number, the current one is released.' : undefined}
        >
          <InboundNumberForm country={tenant.country} held={number?.phoneNumber ?? null} />
        </CardSection>
      )}
    </>
  );
}
