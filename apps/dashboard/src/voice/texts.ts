import type { CallHandling } from '@linekeeper/contract';

/** The texts of the page Connect. */
export const VOICE = {
  title: 'Connect',
  lead: 'What calls to your number do, and how to connect it to Twilio.',
  failed: "Your calls couldn't be loaded",
  onlyManagers: (company: string) => `Only owners and admins of ${company} can change this.`,
  setup: {
    heading: 'Setup',
    lead: 'This list updates by itself.',
    number: 'A number is saved',
    account: 'A Twilio account is stored',
    platformAccount: "Your platform's Twilio account is used",
    handling: 'What calls do is chosen',
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
    stored: 'Enter another account to replace this one:',
    ofPlatform: "Your platform's account is used. You can add one of your own.",
    sid: 'Account SID',
    badSid: 'Enter AC and 32 characters from 0-9 and a-f',
    token: 'Auth token',
    tokenHint: 'It is encrypted, and never shown again.',
    badToken: 'Enter 32 characters from 0-9 and a-f',
    save: 'Save account',
    replace: 'Replace account',
    saved: 'Twilio account saved',
  },
  handling: {
    heading: 'What calls do',
    save: 'Save choice',
    saved: 'Saved. The next call does this',
  },
  calls: {
    heading: 'Last calls',
    lead: 'Calls stay here for a limited time. Nothing is stored about the callers.',
    none: 'No calls yet',
    failed: "Your last calls couldn't be loaded",
    simulated: 'Simulated',
  },
  simulate: {
    heading: 'Simulate a call',
    lead: "Checks your setup with a request that Linekeeper signs itself. Twilio isn't involved, and nobody is called.",
    run: 'Simulate a call',
    steps: 'Steps of the simulated call',
    twiml: 'What Twilio would be told',
    fallback: (reason: string) => `, but only to say that the call can't be connected: ${reason}`,
  },
} as const;

/** What calls can do, and the field that goes with it. */
export const CHOICES: readonly {
  kind: CallHandling['kind'];
  name: string;
  field?: { label: string; empty: string; example: string };
}[] = [
  {
    kind: 'FORWARD',
    name: 'Forward to a number',
    field: { label: 'Number to forward to', empty: 'Enter a phone number', example: '' },
  },
  {
    kind: 'SIP',
    name: 'Send to a SIP address',
    field: { label: 'SIP address', empty: 'Enter a SIP address', example: 'For example sip:desk@pbx.example' },
  },
  {
    kind: 'STREAM',
    name: 'Stream to a WebSocket',
    field: {
      label: 'WebSocket address',
      empty: 'Enter a WebSocket address',
      example: 'For example wss://media.example/calls',
    },
  },
  {
    kind: 'GREETING',
    name: 'Say a greeting and hang up',
    field: {
      label: 'Greeting',
      empty: 'Enter a greeting',
      example: 'For example "We are closed today. Please call again tomorrow."',
    },
  },
  { kind: 'PLATFORM', name: 'Let our platform decide' },
];
