import { faultOf } from '@linekeeper/client';
import { useApiKeys, useCurrentSession } from '@linekeeper/client/react';
import { useState } from 'react';
import { Button } from '../ui/button.tsx';
import { Card, CardSection } from '../ui/card.tsx';
import { CardSkeleton } from '../ui/card-skeleton.tsx';
import { Failure } from '../ui/failure.tsx';
import { Announced, Notice, type NoticeProps } from '../ui/notice.tsx';
import { PageTitle } from '../ui/page-title.tsx';
import { CreateKeyDialog } from './create-key-dialog.tsx';
import { KeyList } from './key-list.tsx';
import { API_KEYS } from './texts.ts';

/** The company's API keys. They are requested only if the person can manage them; otherwise a note says who can. */
export function ApiKeysPage() {
  const session = useCurrentSession();

  function content() {
    if (!session.data) return <Missing query={session} />;
    const { tenant, permissions } = session.data;
    if (permissions.includes('apiKey:manage')) return <Keys />;
    return (
      <CardSection heading={API_KEYS.list}>
        <p className="text-sm text-muted">{API_KEYS.onlyManagers(tenant.name)}</p>
      </CardSection>
    );
  }

  return (
    <>
      <PageTitle lead={API_KEYS.lead}>{API_KEYS.title}</PageTitle>
      <Card>{content()}</Card>
    </>
  );
}

function Keys() {
  const keys = useApiKeys();
  const [isCreating, setCreating] = useState(false);
  const [result, setResult] = useState<NoticeProps | null>(null);

  async function showMore() {
    if (keys.isFetchingNextPage) return;
    const { isFetchNextPageError, error } = await keys.fetchNextPage();
    setResult(isFetchNextPageError ? { tone: 'bad', title: faultOf(error).message } : null);
  }

  if (!keys.data) return <Missing query={keys} />;
  return (
    <CardSection heading={API_KEYS.list} action={<Button onClick={() => setCreating(true)}>{API_KEYS.create}</Button>}>
      <Announced>{result && <Notice {...result} />}</Announced>
      <KeyList
        keys={keys.data.pages.flatMap((page) => page.keys)}
        hasMore={keys.hasNextPage}
        onRevoked={(name) => setResult({ tone: 'good', title: API_KEYS.revoked(name), takesFocus: true })}
      />
      {keys.hasNextPage && (
        <Button look="secondary" className="mt-5" pending={keys.isFetchingNextPage} onClick={() => void showMore()}>
          {API_KEYS.more}
        </Button>
      )}
      {isCreating && <CreateKeyDialog onClose={() => setCreating(false)} />}
    </CardSection>
  );
}

function Missing({ query }: { query: ReturnType<typeof useCurrentSession> | ReturnType<typeof useApiKeys> }) {
  const fault = query.error && faultOf(query.error);
  // The person was signed out and is being redirected to the sign-in page.
  if (!fault || fault.code === 'UNAUTHORIZED') return <CardSkeleton />;
  return (
    <Failure
      title={API_KEYS.failed}
      message={fault.message}
      retrying={query.isFetching}
      onRetry={() => void query.refetch()}
    />
  );
}
