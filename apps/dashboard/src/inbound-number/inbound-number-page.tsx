import { PageTitle } from '../ui/page-title.tsx';
import { InboundNumberCard } from './inbound-number-card.tsx';

export function InboundNumberPage() {
  return (
    <>
      <PageTitle lead="The number that your callers dial. It belongs to one company at a time.">
        Inbound number
      </PageTitle>
      <InboundNumberCard />
    </>
  );
}
