import { PageTitle } from '../ui/page-title.tsx';
import { TwilioSetup } from './twilio-setup.tsx';

export function VoicePage() {
  return (
    <>
      <PageTitle lead="Tell your phone provider where to send the calls to your number.">Connect</PageTitle>
      <TwilioSetup />
    </>
  );
}
