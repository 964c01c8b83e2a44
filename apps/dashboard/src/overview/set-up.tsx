import { useVoiceSetup } from '@linekeeper/client/react';
import { formatPhoneNumber, type PhoneNumber } from '@linekeeper/phone-number';
import { Link } from '@tanstack/react-router';
import { Check } from 'lucide-react';
import type { ReactNode } from 'react';
import { segmentOf, useWorkplace } from '../shell/company.ts';
import { buttonLook } from '../ui/button.tsx';
import { OVERVIEW } from './texts.ts';

const { steps } = OVERVIEW;

/** The way from no number to the first call. The last two steps turn green by themselves when a call comes in. */
export function SetUp({ phoneNumber }: { phoneNumber: PhoneNumber | null }) {
  const { company } = useWorkplace();
  const params = { company: segmentOf(company) };
  const number = phoneNumber && formatPhoneNumber(phoneNumber);
  const { data: voice } = useVoiceSetup();
  const isConnected = voice?.signedRequestSeen ?? false;
  const isAnswered = voice?.callAnswered ?? false;
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
        title={steps.connect}
        text={isConnected ? steps.connected : steps.connectText}
        isDone={isConnected}
      >
        {number && !isConnected && (
          <Link to="/c/$company/connect" params={params} className={buttonLook('secondary')}>
            {steps.connectLink}
          </Link>
        )}
      </Step>
      <Step
        number={3}
        title={steps.call}
        text={isAnswered ? steps.answered : steps.callText(number)}
        isDone={isAnswered}
      />
    </ol>
  );
}

interface StepProps {
  number: number;
  title: string;
  text: string;
  isDone?: boolean;
  children?: ReactNode;
}

function Step({ number, title, text, isDone = false, children }: StepProps) {
  return (
    <li className="flex gap-4 text-sm">
      <span
        className={`flex size-7 shrink-0 items-center justify-center rounded-full border font-semibold tabular-nums ${isDone ? 'border-good bg-good-soft text-good' : 'border-edge text-muted'}`}
      >
        {isDone ? <Check aria-hidden className="size-4" /> : <span aria-hidden>{number}</span>}
        <span className="sr-only">{isDone ? OVERVIEW.done : OVERVIEW.toDo}:</span>
      </span>
      <div className="min-w-0">
        <p className="font-medium">{title}</p>
        <p className="mt-0.5 text-muted">{text}</p>
        {children && <div className="mt-3">{children}</div>}
      </div>
    </li>
  );
}
