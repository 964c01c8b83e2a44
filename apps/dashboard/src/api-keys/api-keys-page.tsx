import { PageTitle } from '../ui/page-title.tsx';
import { ApiKeysCard } from './api-keys-card.tsx';

export function ApiKeysPage() {
  return (
    <>
      <PageTitle lead="With a key, a program of yours acts for your company, as far as the key allows.">
        API keys
      </PageTitle>
      <ApiKeysCard />
    </>
  );
}
