import { useCalls, useInboundNumber, useVoiceSetup } from '@linekeeper/client/react';
import { formatPhoneNumber } from '@linekeeper/phone-number';
import { lineState } from '../overview/line-state.ts';
import { PageButton } from '../ui/page-link.tsx';
import { nextSteps, setupSteps } from './setup-steps.ts';

/** A link to the next step of the setup, by its name. Shows nothing if the setup is complete, or isn't loaded yet. */
export default function NextStep({ lead }: { lead: string }) {
  const number = useInboundNumber();
  const setup = useVoiceSetup();
  const calls = useCalls();
  if (!number.data || !setup.data || !calls.data) return null;
  const state = lineState(number.data, setup.data, calls.data);
  const steps = setupSteps(formatPhoneNumber(number.data.phoneNumber), setup.data, state);
  const next = steps.find(({ name }) => nextSteps(steps).includes(name));
  if (!next) return null;
  return (
    <>
      <p className="mt-2">{lead}</p>
      <div className="mt-3">
        <PageButton to="/c/$company/connect" hash={next.name}>
          {next.title}
        </PageButton>
      </div>
    </>
  );
}
