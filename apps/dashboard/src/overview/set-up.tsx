import type { VoiceSetup } from '@linekeeper/contract';
import type { PhoneNumber } from '@linekeeper/phone-number';
import { Link } from '@tanstack/react-router';
import { useFormat } from '../inbound-number/phone.ts';
import { segmentOf, useWorkplace } from '../shell/company.ts';
import { buttonLook } from '../ui/button.tsx';
import { handlingText } from '../voice/handling-text.ts';
import { SimulateCall } from '../voice/simulate-call.tsx';
import type { LineState } from './line-state.ts';
import { Step } from './step.tsx';
import { OVERVIEW } from './texts.ts';

const { steps } = OVERVIEW;

interface SetUpProps {
  phoneNumber: PhoneNumber | null;
  /** Undefined while it is loading: only the first step is known then. */
  setup: VoiceSetup | undefined;
  state: LineState;
}

/** The setup steps, from choosing a number to the first answered call. The first open step has the primary button. */
export function SetUp({ phoneNumber, setup, state }: SetUpProps) {
  const { company } = useWorkplace();
  const format = useFormat();
  const params = { company: segmentOf(company) };
  const number = phoneNumber && format(phoneNumber);
  const isChosen = setup !== undefined && (setup.handling !== null || setup.platformWebhook);
  const hasAccount = setup !== undefined && (setup.accountSid !== null || setup.platformAccount);
  const isConnected = state.connected === 'ON';
  const isAnswered = state.verdict === 'WORKS';
  return (
    <ol className="space-y-5">
      <Step
        number={1}
        title={steps.claim}
        text={number ? steps.claimed(number) : steps.claimText}
        isDone={number !== null}
      >
        {!number && (
          <Link to="/c/$company/number" params={params} className={buttonLook('primary')}>
            {steps.claimLink}
          </Link>
        )}
      </Step>
      <Step
        number={2}
        title={steps.handling}
        text={isChosen ? handlingText(setup) : steps.handlingText}
        isDone={isChosen}
      >
        {number && !isChosen && (
          <Link to="/c/$company/connect" params={params} className={buttonLook('primary')}>
            {steps.handlingLink}
          </Link>
        )}
      </Step>
      <Step
        number={3}
        title={steps.connect}
        text={isConnected ? steps.connected : hasAccount ? steps.connectRest : steps.connectText}
        isDone={isConnected}
      >
        {number && !isConnected && (
          <Link to="/c/$company/connect" params={params} className={buttonLook(isChosen ? 'primary' : 'secondary')}>
            {steps.connectLink}
          </Link>
        )}
      </Step>
      <Step
        number={4}
        title={steps.call}
        text={isAnswered ? steps.answered : steps.callText(number)}
        isDone={isAnswered}
      >
        {number && !isAnswered && (
          <>
            <p className="mb-3 text-muted">{steps.simulateText}</p>
            <SimulateCall />
          </>
        )}
      </Step>
    </ol>
  );
}
