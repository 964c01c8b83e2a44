import { faultOf } from '@linekeeper/client';
import { useApiKeys, useCurrentSession } from '@linekeeper/client/react';
import { toast } from 'sonner';
import { Button } from '../ui/button.tsx';
import { Card, CardSection } from '../ui/card.tsx';
import { CardSkeleton } from '../ui/card-skeleton.tsx';
import { Failure } from '../ui/failure.tsx';
import { CreateKey } from './create-key.tsx';
import { KeyList } from './key-list.tsx';

/** What the person may see of the company's keys. Asked for only where they may: a refusal is no news to them. */
export function ApiKeysCard() {
  const session = useCurrentSession();

  function content() {
    if (!session.data) return <Missing query={session} />;
    const { tenant, permissions } = session.data;
    // Another company starts anew, and a key that is still shown goes.
    if (permissions.includes('apiKey:manage')) return <Keys key={tenant.id} />;
    return (
      <CardSection heading="Keys">
        <p className="text-sm text-muted">Only owners and admins of {tenant.name} may see and make keys.</p>
      </CardSection>
    );
  }

  return <Card>{content()}</Card>;
}

function Keys() {
  const keys = useApiKeys();
  async function showMore() {
    if (keys.isFetchingNextPage) return;
    const { isFetchNextPageError, error } = await keys.fetchNextPage();
    if (isFetchNextPageError) toast.error(faultOf(error).message);
  }

  if (!keys.data) return <Missing query={keys} />;
  return (
    <>
      <CardSection heading="Make a key">
        <CreateKey />
      </CardSection>
      <CardSection heading="Keys">
        <KeyList
          keys={keys.data.pages.flatMap((page) => page.keys)}
          more={
            keys.hasNextPage && (
              <Button
                look="secondary"
                className="mt-5"
                pending={keys.isFetchingNextPage}
                onClick={() => void showMore()}
              >
                Show more
              </Button>
            )
          }
        />
      </CardSection>
    </>
  );
}

function Missing({ query }: { query: ReturnType<typeof useCurrentSession> | ReturnType<typeof useApiKeys> }) {
  const fault = query.error && faultOf(query.error);
  // Who is signed out is on the way to sign in.
  if (!fault || fault.code === 'UNAUTHORIZED') return <CardSkeleton />;
  return (
    <Failure
      title="Your keys could not be loaded"
      message={fault.message}
      retrying={query.isFetching}
      onRetry={() => void query.refetch()}
    />
  );
}
