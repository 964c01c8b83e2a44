import type { RefusedRequest, VoiceSetup } from '@linekeeper/contract';
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
  /** If a call was refused because of this step: which check it didn't pass. */
  wrong: RefusedRequest['reason'] | null;
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
    const known = { name, state, isForSupport, wrong: state === 'PROBLEM' ? (refused?.reason ?? null) : null };
    if (canChange) return { ...known, text, title };
    const problem = isForSupport ? text : VOICE.refused.viewer;
    return { ...known, text: { DONE: text, PROBLEM: problem, TODO: viewer.missing }[state], title: viewer.title };
  };
  const isDone = (done: boolean) => (done ? 'DONE' : 'TODO');
  const isChosen = setup !== undefined && isHandled(setup);
  const isSaved = setup !== undefined && hasAccount(setup);
  const isOfPlatform = setup !== undefined && checkedWith(setup) === 'PLATFORM';
  const isConnected = connected === 'ON';
  const isAnswered = verdict === 'WORKS';
  // Anybody can send such a request, so it says nothing against calls that come in.
  const refused = isConnected ? null : refusal;
  // With the company's own account, wrong addresses and a wrong token look the same.
  const inTwilio = isSaved && refused && isAboutTwilio(refused.reason) ? refused.reason : null;
  const { handling, account, addresses, call } = steps;

  function accountStep() {
    if (!isSaved) return step('account', 'TODO', account.text);
    const title = isOfPlatform ? account.viewer.title : account.title;
    if (!refused || !isAboutAccount(refused, setup))
      return step('account', 'DONE', account.done(setup.accountSid), title);
    const { reason } = refused;
    const advice = reason === 'SIGNATURE' ? account.enterToken : VOICE.refused.advice[checkedWith(setup)][reason];
    return step('account', 'PROBLEM', account.refused(setup.accountSid, advice), title);
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
    if (inTwilio) {
      return step('addresses', 'PROBLEM', isOfPlatform ? ofPlatform.refused : addresses.refused[inTwilio], title);
    }
    if (isOfPlatform) return step('addresses', 'TODO', ofPlatform.text, title);
    return step('addresses', 'TODO', addresses[verdict === 'ACCOUNT_CHANGED' ? 'again' : 'text'], title);
  }

  function callStep() {
    if (isAnswered) return step('call', 'DONE', call.done);
    if (isUnreachable) return step('call', 'TODO', call.unreachable, call.viewer.title);
    if (!isOfPlatform || isConnected) return step('call', 'TODO', call.text(number));
    return inTwilio
      ? step('call', 'TODO', call.whenFixed, call.viewer.title)
      : step('call', 'TODO', call.whenConnected(number));
  }

  function chosenText(chosen: VoiceSetup) {
    return canChange && chosen.handling === null ? handling.ofPlatform : handlingText(chosen);
  }

  return [
    step('number', isDone(number !== null), number ? steps.number.done(number) : steps.number.text),
    step('handling', isDone(isChosen), isChosen ? chosenText(setup) : handling.text),
    accountStep(),
    addressesStep(),
    callStep(),
  ];
}

/** Whether a call that was refused for this reason can be corrected in Twilio. */
function isAboutTwilio(reason: RefusedRequest['reason']): reason is keyof typeof VOICE.steps.addresses.refused {
  return reason in VOICE.steps.addresses.refused;
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

/**
 * Whether calls come in and everything is chosen. If the last call failed, its reason says what to change. A company that has
 * received calls has nothing to set up when the server loses its public address.
 */
export function isComplete(
  steps: readonly SetupStep[],
  { connected, called, isUnreachable }: Pick<LineState, 'connected' | 'called' | 'isUnreachable'>,
): boolean {
  const wasConnected = isUnreachable && (called === 'EARLIER' || called === 'WARNING');
  return steps.every(
    ({ name, state }) =>
      state === 'DONE' ||
      (name === 'call' && (connected === 'ON' || wasConnected)) ||
      (name === 'addresses' && wasConnected),
  );
}
