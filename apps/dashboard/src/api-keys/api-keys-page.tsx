import { PageTitle } from '../ui/page-title.tsx';
import { ApiKeysCard } from './api-keys-card.tsx';

export function ApiKeysPage() {
  return (
    <>
      <PageTitle lead="Use API keys to let your programs act for your company.">API keys</PageTitle>
      <ApiKeysCard />
    </>
  );
}
