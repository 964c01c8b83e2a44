import { faultOf } from '@linekeeper/client';
import { useApiKeys, useCurrentSession } from '@linekeeper/client/react';
import { toast } from 'sonner';
import { Button } from '../ui/button.tsx';
import { Card, CardSection } from '../ui/card.tsx';
import { CardSkeleton } from '../ui/card-skeleton.tsx';
import { Failure } from '../ui/failure.tsx';
import { CreateKey } from './create-key.tsx';
import { KeyList } from './key-list.tsx';

/** The company's API keys. They are requested only if the person can manage them; otherwise a note says who can. */
export function ApiKeysCard() {
  const session = useCurrentSession();

  function content() {
    if (!session.data) return <Missing query={session} />;
    const { tenant, permissions } = session.data;
    // Resets when the company changes, so that a new key of the other company doesn't stay on the screen.
    if (permissions.includes('apiKey:manage')) return <Keys key={tenant.id} />;
    return (
      <CardSection heading="Keys">
        <p className="text-sm text-muted">Only owners and admins of {tenant.name} can view and create API keys.</p>
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
      <CardSection heading="Create a key">
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
  // The person was signed out and is being redirected to the sign-in page.
  if (!fault || fault.code === 'UNAUTHORIZED') return <CardSkeleton />;
  return (
    <Failure
      title="Your API keys couldn't be loaded"
      message={fault.message}
      retrying={query.isFetching}
      onRetry={() => void query.refetch()}
    />
  );
}
