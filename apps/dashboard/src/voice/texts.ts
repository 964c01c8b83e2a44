import type { CallHandling } from '@linekeeper/contract';

/** The texts of the Connect page. */
export const VOICE = {
  title: 'Connect',
  lead: 'Choose what happens to calls, and connect your number to Twilio.',
  failed: "Your call settings couldn't be loaded",
  onlyManagers: (company: string) => `Only owners and admins of ${company} can change this.`,
  setup: {
    heading: 'Setup',
    lead: 'Go through these steps from top to bottom. They turn green automatically.',
    leadViewer: 'Steps turn green automatically.',
    leadDone: 'Your number is connected.',
    choose: 'Choose a number',
    number: 'A number is saved',
    account: 'A Twilio account is stored',
    platformAccount: "Your platform's Twilio account is used",
    handling: 'Call handling is chosen',
    seen: 'Twilio has reported a first call',
    answered: 'A first call was answered',
  },
  twilio: {
    heading: 'Connect Twilio',
    lead: "Set up each number in Twilio once. Until you do, its calls don't arrive here.",
  },
  account: {
    heading: 'Twilio account',
    lead: 'Calls are accepted only from this account.',
    stored: 'Stored account:',
    ofPlatform: "Your platform's account is used. Add your own account only if your number belongs to it.",
    sid: 'Account SID',
    sidHint: 'This and the auth token are on the home page of the Twilio console.',
    badSid: 'Enter AC followed by 32 characters from 0-9 and a-f',
    token: 'Auth token',
    tokenHint: "It's encrypted, and never shown again.",
    badToken: 'Enter 32 characters from 0-9 and a-f',
    save: 'Save account',
    replace: 'Replace account',
    cancel: 'Cancel',
    saved: 'Twilio account saved',
  },
  handling: {
    heading: 'Call handling',
    save: 'Save choice',
    saved: 'Saved. It applies from the next call',
  },
  simulate: {
    heading: 'Simulate a call',
    lead: "Checks your setup with a request that Linekeeper signs itself. Twilio isn't involved, and nobody is called.",
    run: 'Simulate a call',
    allCalls: 'Show all calls',
    steps: 'Steps of the simulated call',
    twiml: 'What Twilio would receive',
    fallback: (reason: string) => `, but only to say that the call can't be connected: ${reason}`,
  },
} as const;

/** The ways to handle a call, each with its field. */
export const CHOICES: readonly {
  kind: CallHandling['kind'];
  name: string;
  field?: { label: string; empty: string; example: string };
}[] = [
  {
    kind: 'FORWARD',
    name: 'Forward to a number',
    field: {
      label: 'Number to forward to',
      empty: 'Enter a phone number',
      example: 'For example, your mobile number.',
    },
  },
  {
    kind: 'SIP',
    name: 'Send to a SIP address',
    field: { label: 'SIP address', empty: 'Enter a SIP address', example: 'For example, sip:desk@pbx.example' },
  },
  {
    kind: 'STREAM',
    name: 'Stream to a WebSocket',
    field: {
      label: 'WebSocket address',
      empty: 'Enter a WebSocket address',
      example: 'For example, wss://media.example/calls',
    },
  },
  {
    kind: 'GREETING',
    name: 'Play a greeting and hang up',
    field: {
      label: 'Greeting',
      empty: 'Enter a greeting',
      example: 'For example, "We are closed today. Please call again tomorrow."',
    },
  },
  { kind: 'PLATFORM', name: 'Let our platform decide' },
];
