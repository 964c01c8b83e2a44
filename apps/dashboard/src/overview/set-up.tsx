import { PageButton } from '../ui/page-link.tsx';
import { Step } from '../ui/step.tsx';
import { nextSteps, type SetupStep, type StepName } from '../voice/setup-steps.ts';
import { SimulateInstead } from '../voice/simulate-call.tsx';
import { OVERVIEW } from './texts.ts';

/** The setup steps, from choosing a number to the first answered call. Only the next step has a control. */
export function SetUp({ steps }: { steps: readonly SetupStep[] }) {
  const next = nextSteps(steps);
  return (
    <ol aria-label={OVERVIEW.setUp} className="space-y-5">
      {steps.map((step, index) => (
        <Step key={step.name} number={index + 1} {...step}>
          {next.includes(step.name) && <Control step={step.name} />}
        </Step>
      ))}
    </ol>
  );
}

function Control({ step }: { step: StepName }) {
  if (step === 'call') {
    return <SimulateInstead />;
  }
  return (
    <PageButton to={step === 'number' ? '/c/$company/number' : '/c/$company/connect'}>
      {OVERVIEW.links[step]}
    </PageButton>
  );
}
