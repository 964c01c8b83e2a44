import { InboundNumberCard } from '../inbound-number/inbound-number-card.tsx';
import { PageTitle } from '../ui/page-title.tsx';
import { TwilioSetup } from './twilio-setup.tsx';

export function VoicePage() {
  return (
    <>
      <PageTitle lead="The number that your callers dial, and how to connect it to Twilio.">Voice</PageTitle>
      <div className="space-y-6">
        <InboundNumberCard />
        <TwilioSetup />
      </div>
    </>
  );
}
