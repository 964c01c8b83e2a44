import { faultOf } from '@linekeeper/client';
import { useCurrentSession, useInboundNumber } from '@linekeeper/client/react';
import type { CurrentSession, InboundNumber } from '@linekeeper/contract';
import { Card, CardSection } from '../ui/card.tsx';
import { CardSkeleton } from '../ui/card-skeleton.tsx';
import { Failure } from '../ui/failure.tsx';
import { PageTitle } from '../ui/page-title.tsx';
import { CurrentNumber } from './current-number.tsx';
import { NumberForm } from './number-form.tsx';
import { NumberResultNotice } from './number-result.tsx';
import { ReleaseNumber } from './release-dialog.tsx';
import { NUMBER } from './texts.ts';
import { useNumberChange } from './use-number-change.ts';

/** The company's number and, for people with permission, the form that changes it. */
export function InboundNumberPage() {
  const session = useCurrentSession();
  const number = useInboundNumber();
  const missing = [session, number].filter((query) => query.data === undefined);
  const fault = missing.flatMap(({ error }) => (error ? [faultOf(error)] : []))[0];

  function content() {
    if (session.data && number.data !== undefined) return <Known session={session.data} number={number.data} />;
    // The person was signed out and is being redirected to the sign-in page.
    if (!fault || fault.code === 'UNAUTHORIZED') return <CardSkeleton />;
    return (
      <Failure
        title={NUMBER.failed}
        message={fault.message}
        retrying={missing.some(({ isFetching }) => isFetching)}
        onRetry={() => {
          for (const query of missing) void query.refetch();
        }}
      />
    );
  }

  return (
    <>
      <PageTitle lead={NUMBER.lead}>{NUMBER.title}</PageTitle>
      <Card>{content()}</Card>
    </>
  );
}

function Known({ session, number }: { session: CurrentSession; number: InboundNumber | null }) {
  const { tenant, permissions } = session;
  const canChange = permissions.includes('inboundNumber:update');
  const held = number?.phoneNumber ?? null;
  const change = useNumberChange(held);
  return (
    <>
      <CardSection heading={NUMBER.current}>
        <CurrentNumber number={number} company={tenant.name}>
          {canChange && held && <ReleaseNumber phoneNumber={held} company={tenant.name} change={change} />}
        </CurrentNumber>
        <NumberResultNotice change={change} />
        {!canChange && <p className="mt-5 text-sm text-muted">{NUMBER.onlyManagers(tenant.name)}</p>}
      </CardSection>
      {canChange && (
        <CardSection heading={held ? NUMBER.change : NUMBER.choose} lead={held ? NUMBER.changeLead : undefined}>
          <NumberForm session={session} held={held} change={change} />
        </CardSection>
      )}
    </>
  );
}
