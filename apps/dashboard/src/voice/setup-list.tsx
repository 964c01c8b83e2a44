import type { VoiceSetup } from '@linekeeper/contract';
import { Button } from '../ui/button.tsx';
import { PageButton } from '../ui/page-link.tsx';
import { Step } from '../ui/step.tsx';
import { CallYourNumber } from './call-your-number.tsx';
import { SettingForm } from './setting-form.tsx';
import { nextSteps, type SetupStep, type StepName } from './setup-steps.ts';
import { VOICE } from './texts.ts';
import { ForSupport, TwilioSteps } from './twilio-steps.tsx';
import type { Editing } from './use-editing.ts';

const TEXTS = VOICE.setup;
/** Opposite the title in wide windows, beneath the text in narrow ones. */
const OPPOSITE = 'shrink-0 max-sm:mt-2';

interface SetupListProps {
  /** Formatted. */
  number: string | null;
  steps: readonly SetupStep[];
  setup: VoiceSetup;
  /** Whether the person can do this step. */
  canDo: (step: StepName) => boolean;
  editing: Editing;
}

/** The steps that are left with their controls, and the finished ones in a line each. The next step is open. */
export function SetupList({ number, steps, setup, canDo, editing }: SetupListProps) {
  const { opened, toggle } = editing;
  const next = nextSteps(steps);

  function controlOf({ name, state, isForSupport }: SetupStep, isOpen: boolean) {
    if (name === 'handling' || name === 'account') {
      return <SettingForm setting={name} setup={setup} isOpen={isOpen} editing={editing} />;
    }
    if (!isOpen) return null;
    if (name === 'number') return <PageButton to="/c/$company/number">{TEXTS.choose}</PageButton>;
    if (isForSupport) return <ForSupport state={state} setup={setup} />;
    return name === 'addresses' ? (
      <TwilioSteps number={number} setup={setup} />
    ) : (
      <CallYourNumber number={number} setup={setup} />
    );
  }

  function buttonOf({ name, title, state }: SetupStep, isOpen: boolean) {
    const isDone = state === 'DONE';
    if (name === 'number') {
      return (
        isDone && (
          <PageButton to="/c/$company/number" look="secondary" className={OPPOSITE} label={`${TEXTS.change}: ${title}`}>
            {TEXTS.change}
          </PageButton>
        )
      );
    }
    if (next.includes(name) || (name === 'call' && isDone)) return null;
    const label = isOpen ? TEXTS.close : name === 'addresses' || !isDone ? TEXTS.show : TEXTS.change;
    return (
      <Button
        look="secondary"
        className={OPPOSITE}
        aria-expanded={isOpen}
        aria-label={`${label}: ${title}`}
        onClick={() => toggle(name)}
      >
        {label}
      </Button>
    );
  }

  return (
    <ol aria-label={TEXTS.heading} className="space-y-7">
      {steps.map((step, index) => {
        const { name } = step;
        const isOpen = canDo(name) && (opened === name || next.includes(name));
        return (
          <Step key={name} id={name} number={index + 1} {...step} action={canDo(name) && buttonOf(step, isOpen)}>
            {canDo(name) && controlOf(step, isOpen)}
          </Step>
        );
      })}
    </ol>
  );
}
