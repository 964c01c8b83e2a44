import { faultOf } from '@linekeeper/client';
import { useApiKeys, useCurrentSession } from '@linekeeper/client/react';
import { useState } from 'react';
import { AskManagers } from '../team/ask-managers.tsx';
import { Button } from '../ui/button.tsx';
import { Card, CardSection } from '../ui/card.tsx';
import { Loaded } from '../ui/loaded.tsx';
import { Announced, Notice, type NoticeProps } from '../ui/notice.tsx';
import { PageTitle } from '../ui/page-title.tsx';
import { CreateKeyDialog } from './create-key-dialog.tsx';
import { KeyList } from './key-list.tsx';
import { API_KEYS } from './texts.ts';

/** The company's API keys. They are requested only if the person can manage them; otherwise a note says who can. */
export function ApiKeysPage() {
  const session = useCurrentSession();

  return (
    <>
      <PageTitle lead={API_KEYS.lead}>{API_KEYS.title}</PageTitle>
      <Loaded queries={[session]} failed={API_KEYS.failed}>
        {({ tenant, permissions }) =>
          permissions.includes('apiKey:manage') ? (
            <Keys />
          ) : (
            <Card>
              <CardSection heading={API_KEYS.list}>
                <AskManagers why={API_KEYS.onlyManagers(tenant.name)} />
              </CardSection>
            </Card>
          )
        }
      </Loaded>
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

  return (
    <Loaded queries={[keys]} failed={API_KEYS.failed}>
      {({ pages }) => (
        <Card>
          <CardSection
            heading={API_KEYS.list}
            action={
              <Button needsServer onClick={() => setCreating(true)}>
                {API_KEYS.create}
              </Button>
            }
          >
            <Announced>{result && <Notice {...result} />}</Announced>
            <KeyList
              keys={pages.flatMap((page) => page.keys)}
              hasMore={keys.hasNextPage}
              isLoading={keys.isFetchingNextPage}
              hasFailed={keys.isFetchNextPageError}
              onMore={() => void showMore()}
              onRevoked={(name) => setResult({ tone: 'good', title: API_KEYS.revoked(name), takesFocus: true })}
            />
            <p className="mt-6 text-sm text-muted">
              {API_KEYS.forPrograms}{' '}
              <a
                href="/openapi.json"
                target="_blank"
                rel="noreferrer"
                className="text-accent underline underline-offset-2"
              >
                {API_KEYS.description}
              </a>
            </p>
            {isCreating && <CreateKeyDialog onClose={() => setCreating(false)} />}
          </CardSection>
        </Card>
      )}
    </Loaded>
  );
}
