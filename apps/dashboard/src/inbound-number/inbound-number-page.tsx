import { PageTitle } from '../ui/page-title.tsx';
import { InboundNumberCard } from './inbound-number-card.tsx';

export function InboundNumberPage() {
  return (
    <>
      <PageTitle lead="The number that your callers dial. Only one company can hold it at a time.">
        Inbound number
      </PageTitle>
      <InboundNumberCard />
    </>
  );
}
