import type { VoiceSetup } from '@linekeeper/contract';
import { hasAccount, isHandled, type LineState } from '../overview/line-state.ts';
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
  /** Whether only the people who run the service can do it. */
  isForSupport: boolean;
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
    const isForSupport = name === 'addresses' && (isUnreachable || isOfPlatform);
    if (canChange) return { name, state, text, title, isForSupport };
    return { name, state, text: state === 'TODO' ? viewer.missing : text, title: viewer.title, isForSupport };
  };
  const isDone = (done: boolean) => (done ? 'DONE' : 'TODO');
  const isChosen = setup !== undefined && isHandled(setup);
  const isSaved = setup !== undefined && hasAccount(setup);
  const isOfPlatform = setup !== undefined && checkedWith(setup) === 'PLATFORM';
  const isConnected = connected === 'ON';
  const isAnswered = verdict === 'WORKS';
  // Anybody can send such a request, so it says nothing against calls that come in.
  const wrong = isConnected ? null : refusal;
  const { account, addresses, call } = steps;

  function accountStep() {
    if (!isSaved) return step('account', 'TODO', account.text);
    const isWrong = wrong && isAboutAccount(wrong, setup);
    const text = account[isWrong ? 'refused' : 'done'](setup.accountSid);
    return step('account', isWrong ? 'PROBLEM' : 'DONE', text, isOfPlatform ? account.viewer.title : account.title);
  }

  function addressesStep() {
    const { ofPlatform } = addresses;
    if (isUnreachable) {
      // Before the other steps are done, it isn't the next problem.
      const isNext = isChosen && isSaved;
      return step('addresses', isNext ? 'PROBLEM' : 'TODO', addresses.unreachable, addresses.viewer.title);
    }
    const title = isOfPlatform ? ofPlatform.title : addresses.title;
    if (isConnected) return step('addresses', 'DONE', addresses.done, title);
    // With the company's own account, wrong addresses and a wrong token look the same.
    if (isSaved && wrong?.reason === 'SIGNATURE') {
      return step('addresses', 'PROBLEM', isOfPlatform ? ofPlatform.refused : addresses.refused, title);
    }
    if (refusal?.reason === 'SWAPPED_ADDRESSES') return step('addresses', 'PROBLEM', addresses.swapped, title);
    if (refusal?.reason === 'WRONG_METHOD') return step('addresses', 'PROBLEM', addresses.wrongMethod, title);
    if (isOfPlatform) return step('addresses', 'TODO', ofPlatform.text, title);
    return step('addresses', 'TODO', addresses[verdict === 'ACCOUNT_CHANGED' ? 'again' : 'text'], title);
  }

  function callStep() {
    if (isAnswered) return step('call', 'DONE', call.done);
    return isUnreachable
      ? step('call', 'TODO', call.unreachable, call.viewer.title)
      : step('call', 'TODO', call.text(number));
  }

  return [
    step('number', isDone(number !== null), number ? steps.number.done(number) : steps.number.text(setup)),
    step('handling', isDone(isChosen), isChosen ? handlingText(setup) : steps.handling.text),
    accountStep(),
    addressesStep(),
    callStep(),
  ];
}

/**
 * The steps to do next: none if the setup is complete. Nobody can say that the addresses are entered: the first call
 * shows it, so that calling is the next step too, unless a call can't arrive.
 */
export function nextSteps(steps: readonly SetupStep[]): StepName[] {
  const problems = steps.filter(({ state }) => state === 'PROBLEM').map(({ name }) => name);
  if (problems.length > 0) return problems;
  const next = steps.find(({ state }) => state === 'TODO');
  if (next?.name === 'addresses') return ['addresses', 'call'];
  return next ? [next.name] : [];
}

/** Whether calls come in and everything is chosen. If the last call failed, its reason says what to change. */
export function isComplete(steps: readonly SetupStep[], { connected }: Pick<LineState, 'connected'>): boolean {
  return steps.every(({ name, state }) => state === 'DONE' || (name === 'call' && connected === 'ON'));
}
