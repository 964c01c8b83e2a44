import { PageButton } from '../ui/page-link.tsx';
import { Step } from '../ui/step.tsx';
import { nextSteps, type SetupStep } from '../voice/setup-steps.ts';
import { SimulateInstead } from '../voice/simulate-call.tsx';
import { SupportContact } from '../voice/support-contact.tsx';
import { OVERVIEW } from './texts.ts';

/** The setup steps, from choosing a number to the first answered call. Only the next steps have a control. */
export function SetUp({ steps }: { steps: readonly SetupStep[] }) {
  const next = nextSteps(steps);
  return (
    <ol aria-label={OVERVIEW.setUp} className="space-y-5">
      {steps.map((step, index) => (
        <Step key={step.name} number={index + 1} {...step}>
          {next.includes(step.name) && <Control step={step} isFirst={step.name === next[0]} />}
        </Step>
      ))}
    </ol>
  );
}

function Control({ step: { name, state, isForSupport }, isFirst }: { step: SetupStep; isFirst: boolean }) {
  if (name === 'call') return <SimulateInstead />;
  if (name === 'number') return <PageButton to="/c/$company/number">{OVERVIEW.links.number}</PageButton>;
  // If there is a problem, the page has said whom to write to.
  if (isForSupport) return state === 'TODO' && <SupportContact />;
  return (
    <PageButton to="/c/$company/connect" hash={name} look={isFirst ? 'primary' : 'secondary'}>
      {OVERVIEW.links[name === 'account' && state === 'PROBLEM' ? 'accountAgain' : name]}
    </PageButton>
  );
}
