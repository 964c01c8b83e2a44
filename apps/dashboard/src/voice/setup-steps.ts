import type { VoiceSetup } from '@linekeeper/contract';
import type { LineState } from '../overview/line-state.ts';
import { handlingText } from './handling-text.ts';
import { VOICE } from './texts.ts';

export type StepName = keyof typeof VOICE.steps;

/** A step from an empty company to the first answered call. */
export interface SetupStep {
  name: StepName;
  title: string;
  /** What to do, or what was done. */
  text: string;
  isDone: boolean;
}

/** The steps in order. `number` is formatted. Without `setup`, which loads later, only the first step can be done. */
export function setupSteps(
  number: string | null,
  setup: VoiceSetup | undefined,
  { connected, verdict }: Pick<LineState, 'connected' | 'verdict'>,
): SetupStep[] {
  const { steps } = VOICE;
  const step = (name: StepName, isDone: boolean, text: string) => ({ name, title: steps[name].title, text, isDone });
  const isHandled = setup !== undefined && (setup.handling !== null || setup.platformWebhook);
  const hasAccount = setup !== undefined && (setup.accountSid !== null || setup.platformAccount);
  const isConnected = connected === 'ON';
  const isAnswered = verdict === 'WORKS';
  return [
    step('number', number !== null, number ? steps.number.done(number) : steps.number.text),
    step('handling', isHandled, isHandled ? handlingText(setup) : steps.handling.text),
    step('account', hasAccount, hasAccount ? steps.account.done(setup.accountSid) : steps.account.text),
    step(
      'addresses',
      isConnected,
      isConnected ? steps.addresses.done : steps.addresses[verdict === 'ACCOUNT_CHANGED' ? 'again' : 'text'],
    ),
    step('call', isAnswered, isAnswered ? steps.call.done : steps.call.text(number)),
  ];
}

/**
 * The step to do next, or null if the setup is complete. Nobody can say that the addresses are entered: the first call
 * shows it, so that calling is the next step too.
 */
export function nextSteps(steps: readonly SetupStep[]): StepName[] {
  const next = steps.find(({ isDone }) => !isDone)?.name;
  if (next === 'addresses') return ['addresses', 'call'];
  return next ? [next] : [];
}
