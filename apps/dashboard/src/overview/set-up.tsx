import { PageButton } from '../ui/page-link.tsx';
import { Step } from '../ui/step.tsx';
import { nextSteps, type SetupStep } from '../voice/setup-steps.ts';
import { SimulateInstead } from '../voice/simulate-call.tsx';
import { SupportContact } from '../voice/support-contact.tsx';
import { VOICE } from '../voice/texts.ts';
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

function Control({ step, isFirst }: { step: SetupStep; isFirst: boolean }) {
  const { name, state, isForSupport } = step;
  if (name === 'call') return <SimulateInstead />;
  if (name === 'number') return <PageButton to="/c/$company/number">{OVERVIEW.links.number}</PageButton>;
  // If there is a problem, the page has said whom to write to.
  if (isForSupport) {
    return (
      state === 'TODO' && (
        <p className="text-muted empty:hidden">
          <SupportContact aim="connect" />
        </p>
      )
    );
  }
  return (
    <PageButton to="/c/$company/connect" hash={name} look={isFirst ? 'primary' : 'secondary'}>
      {linkText(name, step.wrong)}
    </PageButton>
  );
}

/** What the button of a step says, which is also what has to be done about a refused call. */
function linkText(name: 'handling' | 'account' | 'addresses', wrong: SetupStep['wrong']): string {
  if (name === 'account' && wrong) return VOICE.refused.link(wrong);
  return name === 'addresses' && wrong === 'WRONG_METHOD' ? OVERVIEW.showSteps : OVERVIEW.links[name];
}
