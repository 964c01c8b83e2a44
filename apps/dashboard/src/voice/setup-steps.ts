import type { VoiceSetup } from '@linekeeper/contract';
import type { LineState } from '../overview/line-state.ts';
import type { StepState } from '../ui/step.tsx';
import { handlingText } from './handling-text.ts';
import { checkedWith, isAboutAccount } from './refused-request.ts';
import { VOICE } from './texts.ts';

export type StepName = keyof typeof VOICE.steps;

export function isStepName(text: string): text is StepName {
  return Object.hasOwn(VOICE.steps, text);
}

/** A step from an empty company to the first answered call. */
export interface SetupStep {
  name: StepName;
  title: string;
  /** What to do, or what was done. */
  text: string;
  state: StepState;
}

type Known = Pick<LineState, 'connected' | 'verdict' | 'isUnreachable' | 'refusal'>;

/**
 * The steps in order. `number` is formatted. Without `setup`, which loads later, only the first step can be done. People who can't
 * do the steps (`canChange` false) are told what is missing, not what to do.
 */
export function setupSteps(
  number: string | null,
  setup: VoiceSetup | undefined,
  { connected, verdict, isUnreachable, refusal }: Known,
  canChange = true,
): SetupStep[] {
  const { steps } = VOICE;
  const step = (name: StepName, state: StepState, text: string, title: string = steps[name].title): SetupStep => {
    const { viewer } = steps[name];
    if (canChange) return { name, state, text, title };
    return { name, state, text: state === 'TODO' ? viewer.missing : text, title: viewer.title };
  };
  const isDone = (done: boolean) => (done ? 'DONE' : 'TODO');
  const isHandled = setup !== undefined && (setup.handling !== null || setup.platformWebhook);
  const hasAccount = setup !== undefined && (setup.accountSid !== null || setup.platformAccount);
  const isOfPlatform = setup !== undefined && checkedWith(setup) === 'PLATFORM';
  const isConnected = connected === 'ON';
  const isAnswered = verdict === 'WORKS';
  const { account, addresses, call } = steps;

  function accountStep() {
    if (!hasAccount) return step('account', 'TODO', account.text);
    const isWrong = !isConnected && refusal && isAboutAccount(refusal, setup);
    const text = account[isWrong ? 'refused' : 'done'](setup.accountSid);
    return step('account', isWrong ? 'PROBLEM' : 'DONE', text, isOfPlatform ? account.viewer.title : account.title);
  }

  function addressesStep() {
    const title = isOfPlatform ? addresses.ofPlatform.title : addresses.title;
    if (isConnected) return step('addresses', 'DONE', addresses.done, title);
    // Before the other steps are done, it isn't the next problem.
    if (isUnreachable) {
      const isNext = isHandled && hasAccount;
      return step('addresses', isNext ? 'PROBLEM' : 'TODO', addresses.unreachable, title);
    }
    if (refusal?.reason === 'SWAPPED_ADDRESSES') return step('addresses', 'PROBLEM', addresses.swapped, title);
    if (isOfPlatform) return step('addresses', 'TODO', addresses.ofPlatform.text, title);
    return step('addresses', 'TODO', addresses[verdict === 'ACCOUNT_CHANGED' ? 'again' : 'text'], title);
  }

  return [
    step('number', isDone(number !== null), number ? steps.number.done(number) : steps.number.text),
    step('handling', isDone(isHandled), isHandled ? handlingText(setup) : steps.handling.text),
    accountStep(),
    addressesStep(),
    step('call', isDone(isAnswered), isAnswered ? call.done : call.text(number)),
  ];
}

/**
 * The steps to do next: none if the setup is complete. Nobody can say that the addresses are entered: the first call
 * shows it, so that calling is the next step too, unless a call can't arrive.
 */
export function nextSteps(steps: readonly SetupStep[]): StepName[] {
  const next = steps.find(({ state }) => state === 'PROBLEM') ?? steps.find(({ state }) => state === 'TODO');
  if (next?.name === 'addresses' && next.state === 'TODO') return ['addresses', 'call'];
  return next ? [next.name] : [];
}

/** Whether calls come in and everything is chosen. If the last call failed, its reason says what to change. */
export function isComplete(steps: readonly SetupStep[], { connected }: Pick<LineState, 'connected'>): boolean {
  return steps.every(({ name, state }) => state === 'DONE' || (name === 'call' && connected === 'ON'));
}
