import { useCurrentSession, useInboundNumber } from '@linekeeper/client/react';
import type { CurrentSession, InboundNumber } from '@linekeeper/contract';
import { lazy, Suspense } from 'react';
import { AskManagers } from '../team/ask-managers.tsx';
import { Card, CardSection } from '../ui/card.tsx';
import { Loaded } from '../ui/loaded.tsx';
import { PageTitle } from '../ui/page-title.tsx';
import { CurrentNumber } from './current-number.tsx';
import { NoNumber } from './no-number.tsx';
import { NumberForm } from './number-form.tsx';
import { NumberResultNotice } from './number-result.tsx';
import { ReleaseNumber } from './release-dialog.tsx';
import { NUMBER } from './texts.ts';
import { isTooLate, useNumberChange } from './use-number-change.ts';

// The history isn't needed before the field can be used. Without it, the number can still be typed again.
const FormerNumber = lazy(() => import('../activity/former-number.tsx').catch(() => ({ default: NoNumber })));
const NumberBefore = lazy(() => import('../activity/number-before.tsx').catch(() => ({ default: () => null })));

/** The company's number and, for people with permission, the form that changes it. */
export function InboundNumberPage() {
  const session = useCurrentSession();
  const number = useInboundNumber();
  return (
    <>
      <PageTitle lead={NUMBER.lead}>{NUMBER.title}</PageTitle>
      <Loaded queries={[session, number]} failed={NUMBER.failed}>
        {(known, held) => (
          <Card>
            <Known session={known} number={held} />
          </Card>
        )}
      </Loaded>
    </>
  );
}

function Known({ session, number }: { session: CurrentSession; number: InboundNumber | null }) {
  const { tenant, permissions } = session;
  const canChange = permissions.includes('inboundNumber:update');
  const held = number?.phoneNumber ?? null;
  const change = useNumberChange(held);
  // The notice says that the number is gone, and how to get it back.
  const isReleased = !held && change.result?.status === 'RELEASED';
  const isLost = isTooLate(change.result);
  // Otherwise, the notice has the undo, or says why it isn't possible.
  const canUndo = canChange && change.result?.status !== 'SAVED' && !isLost && !change.isUnknown;
  return (
    <>
      <CardSection
        heading={NUMBER.current}
        action={
          canChange &&
          held &&
          !change.isUnknown && <ReleaseNumber phoneNumber={held} company={tenant.name} change={change} />
        }
      >
        {number && !change.isUnknown && <CurrentNumber number={number} />}
        {!number && !isReleased && !change.isUnknown && (
          <Suspense fallback={<NoNumber company={tenant.name} />}>
            <FormerNumber company={tenant.name} change={canChange && !isLost ? change : null} />
          </Suspense>
        )}
        <NumberResultNotice change={change} />
        {held && canUndo && (
          <Suspense fallback={null}>
            <NumberBefore held={held} change={change} />
          </Suspense>
        )}
        {!canChange && (
          <div className="mt-5">
            <AskManagers why={NUMBER.onlyManagers(tenant.name)} />
          </div>
        )}
      </CardSection>
      {canChange && change.result?.status !== 'UNCONFIRMED' && (
        <CardSection heading={held ? NUMBER.change : NUMBER.choose} lead={held ? NUMBER.changeLead : NUMBER.chooseLead}>
          <NumberForm session={session} held={held} change={change} />
        </CardSection>
      )}
    </>
  );
}
