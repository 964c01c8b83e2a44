import type { CallHandling, RefusedRequest } from '@linekeeper/contract';

const accountText = (sid: string | null) => (sid ? `Account ${sid}` : "Your platform's Twilio account");

const ENTER_AGAIN =
  'In Twilio, enter the webhook address under "A call comes in", and the status address under "Call status changes".';

/** The texts of the Connect page. */
export const VOICE = {
  title: 'Connect',
  lead: 'Choose what happens to calls, and connect your number to Twilio.',
  viewerLead: 'What happens to calls, and how your number is connected to Twilio.',
  failed: "Your call settings couldn't be loaded",
  contact: (contact: string) => `You can reach them at ${contact}.`,
  onlyManagers: (company: string) => `Only owners and admins of ${company} can change this.`,
  setup: {
    heading: 'Setup',
    lead: "Steps turn green automatically when they're done.",
    choose: 'Enter your number',
    change: 'Change',
    show: 'Show',
    close: 'Close',
  },
  steps: {
    number: {
      title: 'Enter your number',
      text: 'This is the number that your callers dial. You need to have it at your phone provider already.',
      done: (number: string) => `${number} is yours.`,
      viewer: { title: 'Phone number', missing: 'Not set yet.' },
    },
    handling: {
      title: 'Choose what happens to calls',
      text: 'For example, forward them to your phone, or play a greeting.',
      viewer: { title: 'What happens to calls', missing: 'Not chosen yet.' },
    },
    account: {
      title: 'Save your Twilio account',
      text: 'Calls are accepted only from this account.',
      done: (sid: string | null) => (sid ? accountText(sid) : `${accountText(null)} is used.`),
      refused: (sid: string | null) => `${accountText(sid)}: the last request was refused.`,
      viewer: { title: 'Twilio account', missing: 'Not saved yet.' },
    },
    addresses: {
      title: 'Enter two addresses in Twilio',
      text: "Until you do, calls to your number don't arrive here.",
      again: 'If your number is in another Twilio account now, enter them there, too.',
      /** The number belongs to the platform's account, which the company can't open. */
      ofPlatform: {
        title: 'Your operator connects the number',
        text: 'The people who run Linekeeper for you enter two addresses in their Twilio account.',
      },
      unreachable: "Twilio can't reach this server: it has no public address.",
      swapped: 'The two addresses are swapped in Twilio.',
      done: 'Twilio sends calls here.',
      viewer: { title: 'Connection to Twilio', missing: 'Not confirmed yet.' },
    },
    call: {
      title: 'Call your number',
      text: (number: string | null) =>
        `Call ${number ?? 'it'} from any phone. This page updates when the call comes in.`,
      done: 'A call was answered.',
      viewer: { title: 'First call', missing: 'Not received yet.' },
    },
  },
  connected: {
    heading: (number: string) => `Calls to ${number} arrive here`,
    works: (isForwarded: boolean, isFirst: boolean) =>
      `Your line works: the ${isFirst ? 'first' : 'last'} call was ${isForwarded ? 'forwarded' : 'answered'}.`,
    overview: 'Go to the overview',
    lastCall: 'Last call',
    allCalls: 'Show all calls',
    addresses: 'Addresses for Twilio',
    addressesLead: 'If you change something in Twilio, enter these addresses again.',
  },
  refused: {
    title: "A request that says it's from Twilio was refused",
    reasons: {
      SIGNATURE: "The signature doesn't match.",
      OTHER_ACCOUNT: 'It came from another Twilio account.',
      NO_ACCOUNT: 'No Twilio account is saved.',
      SWAPPED_ADDRESSES: "The two addresses are swapped in Twilio: the caller wasn't connected.",
    } satisfies Record<RefusedRequest['reason'], string>,
    /** What to do, if the company's own account is used, or the platform's. */
    advice: {
      OWN: {
        SIGNATURE: 'Check the auth token, and that Twilio has exactly the two addresses that Linekeeper shows.',
        OTHER_ACCOUNT: 'Save the account that your number belongs to.',
        NO_ACCOUNT: 'Save the account that your number belongs to.',
        SWAPPED_ADDRESSES: ENTER_AGAIN,
      },
      PLATFORM: {
        SIGNATURE: 'Tell the people who run Linekeeper for you.',
        OTHER_ACCOUNT: 'If your number belongs to your own Twilio account, save that account.',
        NO_ACCOUNT: 'Save the account that your number belongs to.',
        SWAPPED_ADDRESSES: 'Tell the people who run Linekeeper for you.',
      },
    } satisfies Record<'OWN' | 'PLATFORM', Record<RefusedRequest['reason'], string>>,
    anybody: 'If your calls work, you can ignore this: anybody can send such a request.',
    link: 'Check the account',
  },
  addresses: {
    voice: 'Webhook address',
    status: 'Status address',
    forOperator: {
      label: 'Send these addresses to your operator',
      text: (number: string, voice: string, status: string | null) =>
        [
          `Number: ${number}`,
          'A call comes in (webhook, HTTP POST):',
          voice,
          ...(status ? ['Call status changes (HTTP POST):', status] : []),
        ].join('\n'),
    },
    notReady: {
      OPERATOR: {
        title: 'Set this variable to an https address that reaches this server, and start Linekeeper again:',
        example: ['PUBLIC_URL=', 'https://lines.example'],
        after: "The demo accounts can't sign in then.",
      },
      PLATFORM: {
        title: 'Tell the people who run Linekeeper for you that it needs a public address.',
        example: null,
        after: null,
      },
    },
  },
  account: {
    heading: 'Twilio account',
    ofPlatform: "Your platform's account is used. Add your own account only if your number belongs to it.",
    sid: 'Account SID',
    sidHint: 'This and the auth token are on the home page of the Twilio console.',
    badSid: 'Enter AC followed by 32 characters from 0-9 and a-f',
    token: 'Auth token',
    tokenHint: "It's encrypted, and never shown again.",
    badToken: 'Enter 32 characters from 0-9 and a-f',
    save: 'Save account',
    saved: 'Twilio account saved',
    replaced: 'Twilio account changed',
  },
  handling: {
    heading: 'Call handling',
    save: 'Save choice',
    saved: 'Saved. It applies from the next call',
  },
  simulate: {
    heading: 'Simulate a call',
    lead: 'Shows what a caller would get. Nobody is called.',
    leadOfStep: "No phone at hand? See what a caller would get. It doesn't count as your first call.",
    run: 'Simulate a call',
    steps: 'Steps of the simulated call',
    details: 'Details for engineers',
    results: {
      forwarded: (number: string) => `A call would be forwarded to ${number}.`,
      sip: (address: string) => `A call would go to ${address}.`,
      streamed: (address: string) => `A call would be streamed to ${address}.`,
      greeted: 'Callers would hear your greeting.',
      byPlatform: 'Your platform would handle the call.',
      answered: 'A call would be answered.',
      fallback: (reason: string) => `Callers would hear that their call can't be connected, because ${reason}.`,
      refused: 'A call would be refused.',
    },
    unproven: 'Only a real call shows whether the auth token is right.',
    unprovenOfPlatform: 'Only a real call shows whether Twilio sends calls here.',
    unreachable: "But calls can't arrive yet, because Twilio can't reach this server.",
  },
} as const;

/** The ways to handle a call, each with its field. */
export const CHOICES: readonly {
  kind: CallHandling['kind'];
  name: string;
  /** What it's for, or for whom. */
  use: string;
  field?: { label: string; empty: string; example: string };
}[] = [
  {
    kind: 'FORWARD',
    name: 'Forward to a number',
    use: 'Your phone rings.',
    field: {
      label: 'Number to forward to',
      empty: 'Enter a phone number',
      example: 'For example, your mobile number.',
    },
  },
  {
    kind: 'GREETING',
    name: 'Play a greeting and hang up',
    use: 'For example, outside your opening hours.',
    field: {
      label: 'Greeting',
      empty: 'Enter a greeting',
      example: 'For example, "We are closed today. Please call again tomorrow."',
    },
  },
  { kind: 'PLATFORM', name: 'Let our platform decide', use: "Your platform's own software answers each call." },
  {
    kind: 'SIP',
    name: 'Send to your phone system',
    use: 'For offices with VoIP phones. Whoever set them up knows the SIP address.',
    field: { label: 'SIP address', empty: 'Enter a SIP address', example: 'For example, sip:desk@pbx.example' },
  },
  {
    kind: 'STREAM',
    name: 'Stream to a program',
    use: 'For developers, for example of a voice assistant. The program has a WebSocket address.',
    field: {
      label: 'WebSocket address',
      empty: 'Enter a WebSocket address',
      example: 'For example, wss://media.example/calls',
    },
  },
];
