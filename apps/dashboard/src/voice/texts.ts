import type { CallHandling, RefusedRequest } from '@linekeeper/contract';
import { NUMBER_PLACE } from '../inbound-number/number-place.ts';

const accountText = (sid: string | null) => (sid ? `Account ${sid}` : 'The Twilio account of this service');

const ENTER_AGAIN =
  'In Twilio, enter the webhook address under "A call comes in", and the status address under "Call status changes".';
const CHANGE_METHOD = 'In Twilio, next to "A call comes in", change HTTP GET to HTTP POST and save.';
const ENTER_TOKEN = 'First enter the auth token again.';
const CHECK_ADDRESSES = 'If a call is still refused, check the two addresses in Twilio.';
const ONLY_SUPPORT = 'Only the people who run this service can fix this.';

/** The texts of the Connect page. */
export const VOICE = {
  title: 'Connect',
  lead: 'What happens to calls, and how your number is connected.',
  failed: "Your call settings couldn't be loaded",
  /** What stands before an email address, which is a link, or before another contact, and after it. */
  contact: {
    any: { email: 'Write to', other: 'Contact', after: '.' },
    fix: { email: 'Write to', other: 'Contact', after: ' so that they fix it.' },
    connect: {
      email: "If it isn't connected after a working day, write to",
      other: "If it isn't connected after a working day, contact",
      after: '.',
    },
  },
  /** If no answer came. Saving the same again is harmless. */
  maybeSaved: "We don't know if it was saved. Check your connection, then save again.",
  onlyManagers: (company: string) => `Only owners and admins of ${company} can change this.`,
  setup: {
    heading: 'Setup',
    choose: 'Enter your number',
    change: 'Change',
    show: 'Show',
    close: 'Close',
  },
  steps: {
    number: {
      title: 'Enter your number',
      text: `This is the number that your callers dial. ${NUMBER_PLACE}`,
      done: (number: string) => `${number} is set.`,
      viewer: { title: 'Phone number', missing: 'Not set yet.' },
    },
    handling: {
      title: 'Choose what happens to calls',
      text: 'For example, forward them to your phone, or connect them to your voice assistant.',
      ofPlatform: 'Now: the people who run this service decide. You can choose it yourself.',
      viewer: { title: 'What happens to calls', missing: 'Not chosen yet.' },
    },
    account: {
      title: 'Save your Twilio account',
      text: 'Calls are accepted only from this account.',
      done: (sid: string | null) => (sid ? accountText(sid) : `${accountText(null)} is used.`),
      refused: (sid: string | null, advice: string) => `${accountText(sid)}. ${advice}`,
      enterToken: ENTER_TOKEN,
      viewer: { title: 'Twilio account', missing: 'Not saved yet.' },
    },
    addresses: {
      title: 'Enter two addresses in Twilio',
      text: "We can't see whether you've done this. This step turns green when your first call arrives.",
      refused: {
        SIGNATURE: CHECK_ADDRESSES,
        SWAPPED_ADDRESSES: ENTER_AGAIN,
        WRONG_METHOD: CHANGE_METHOD,
      } satisfies Partial<Record<RefusedRequest['reason'], string>>,
      again: 'Is your number in the new account? Then enter both addresses there.',
      /** The number belongs to the platform's account, which the company can't open. */
      ofPlatform: {
        title: 'The people who run this service connect your number',
        text: "You don't need to do anything.",
        refused: ONLY_SUPPORT,
      },
      unreachable: 'Only the people who run this service can do this.',
      done: 'Twilio sends calls here.',
      viewer: { title: 'Connection to Twilio', missing: 'Not confirmed yet.' },
    },
    call: {
      title: 'Call your number',
      text: (number: string | null) =>
        `Call ${number ?? 'it'} from any phone. This page updates when the call comes in.`,
      whenConnected: (number: string | null) =>
        `When it's connected, call ${number ?? 'it'} from any phone. This page updates when the call comes in.`,
      whenFixed: "Wait until it's fixed.",
      unreachable: 'This has to wait until calls can arrive.',
      nothing: {
        summary: 'Called, and nothing changed here?',
        lead: 'Check these, then call again:',
        checks: (number: string | null) => [
          `The number that you call, and that is chosen in Twilio, is exactly ${number ?? 'your number'}.`,
          'Both addresses were copied and not typed, the method of both is HTTP POST, and the configuration was saved.',
          'What went wrong is listed in the Twilio console under Monitor, Logs, Errors.',
        ],
      },
      done: 'A call was answered.',
      viewer: { title: 'First call', missing: 'Not received yet.' },
    },
  },
  connected: {
    works: (isForwarded: boolean) => `The first call was ${isForwarded ? 'forwarded' : 'answered'}.`,
    lastCall: 'Last call',
    allCalls: 'Show all calls',
    addresses: 'Addresses for Twilio',
    addressesLead: 'If you change something in Twilio, do this again:',
  },
  refused: {
    title: 'A call was refused',
    reasons: {
      SIGNATURE: "We couldn't confirm that this call came from your Twilio account.",
      OTHER_ACCOUNT: 'It came from another Twilio account.',
      NO_ACCOUNT: 'No Twilio account is saved.',
      SWAPPED_ADDRESSES: 'The two addresses are swapped in Twilio.',
      WRONG_METHOD: 'A setting in Twilio is wrong.',
    } satisfies Record<RefusedRequest['reason'], string>,
    /** What to do, if the company's own account is used, or the platform's. */
    advice: {
      OWN: {
        SIGNATURE: `${ENTER_TOKEN} ${CHECK_ADDRESSES}`,
        OTHER_ACCOUNT: 'Save the account that your number belongs to.',
        NO_ACCOUNT: 'Save the account that your number belongs to.',
        SWAPPED_ADDRESSES: ENTER_AGAIN,
        WRONG_METHOD: CHANGE_METHOD,
      },
      PLATFORM: {
        SIGNATURE: ONLY_SUPPORT,
        OTHER_ACCOUNT: 'If your number belongs to your own Twilio account, save that account.',
        NO_ACCOUNT: 'Save the account that your number belongs to.',
        SWAPPED_ADDRESSES: ONLY_SUPPORT,
        WRONG_METHOD: ONLY_SUPPORT,
      },
    } satisfies Record<'OWN' | 'PLATFORM', Record<RefusedRequest['reason'], string>>,
    viewer: 'A call was refused. An owner or admin has to check this.',
    anybody: 'If your calls work, you can ignore this: somebody else can pretend to be Twilio.',
    ofPlatform: "We couldn't confirm that this call came from Twilio.",
    /** What to do about the account, as a link. */
    link: (reason: RefusedRequest['reason']) =>
      reason === 'SIGNATURE' ? 'Enter the auth token again' : 'Enter your account',
  },
  addresses: {
    voice: 'Webhook address',
    status: 'Status address',
    forInstaller: {
      summary: 'For the person who installed this',
      text: 'Set this variable to an https address that reaches this server, and start Linekeeper again:',
      example: ['PUBLIC_URL=', 'https://lines.example'],
      after: "The demo accounts can't sign in then.",
    },
  },
  account: {
    heading: 'Twilio account',
    ofPlatform: 'The account of this service is used. Add your own account only if your number belongs to it.',
    callAfter: 'Call your number after saving.',
    replaces: 'Calls can stop if this is wrong. Call your number after saving.',
    sid: 'Account SID',
    sidHint: 'This and the auth token are on the home page of the Twilio console.',
    noSid: 'Paste the Account SID from Twilio. It starts with AC.',
    badSid: 'Enter AC followed by 32 characters from 0-9 and a-f',
    apiKey: 'This is an API key. Paste the Account SID, which starts with AC.',
    swapped: 'The Account SID and the auth token seem to be swapped',
    token: 'Auth token',
    tokenHint: "It's encrypted, and never shown again.",
    noToken: 'Paste the auth token from Twilio.',
    badToken: 'Enter 32 characters from 0-9 and a-f',
    save: 'Save account',
    saved: 'Twilio account saved',
    replaced: 'Twilio account changed',
    same: 'This account was already saved. Nothing changed.',
  },
  handling: {
    heading: 'Call handling',
    save: 'Save choice',
    saved: 'Saved. It applies from the next call.',
    wrongScheme: (scheme: string | undefined) => `Start the address with wss://${scheme ? ` (not ${scheme})` : ''}`,
  },
  simulate: {
    heading: 'Simulate a call',
    lead: 'Shows what a caller would get. Nobody is called.',
    leadOfStep: "No phone at hand? See what a caller would get. It doesn't count as your first call.",
    run: 'Simulate a call',
    toAccount: 'Save your Twilio account',
    steps: 'Steps of the simulated call',
    details: 'Details for engineers',
    results: {
      forwarded: (number: string) => `A call would be forwarded to ${number}.`,
      sip: (address: string) => `A call would go to ${address}.`,
      streamed: (address: string) => `A call would go to your voice assistant at ${address}.`,
      greeted: 'Callers would hear your greeting.',
      byPlatform: 'The people who run this service would handle the call.',
      answered: 'A call would be answered.',
      fallback: (reason: string) => `Callers would hear that their call can't be connected, because ${reason}.`,
      refused: 'A call would be refused.',
    },
    unproven: 'Only a real call shows whether the auth token is right.',
    unprovenOfPlatform: 'Only a real call shows whether Twilio sends calls here.',
    unreachable: "But calls can't arrive at the moment.",
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
    use: 'Your phone rings. If nobody answers and it has no voicemail, the call ends.',
    field: {
      label: 'Number to forward to',
      empty: 'Enter a phone number',
      example: 'For example, your mobile number.',
    },
  },
  {
    kind: 'STREAM',
    name: 'Connect to your voice assistant',
    use: 'An assistant talks with your callers. Whoever set it up knows its WebSocket address. If it has a SIP address, choose "Send to your phone system".',
    field: {
      label: 'WebSocket address',
      empty: 'Enter the WebSocket address',
      example: 'For example, wss://media.example/calls',
    },
  },
  {
    kind: 'GREETING',
    name: 'Play a greeting and hang up',
    use: "Every caller hears your text, then the call ends. Your phone doesn't ring.",
    field: {
      label: 'Greeting',
      empty: 'Enter a greeting',
      example: 'For example, "We are closed today. Please call again tomorrow."',
    },
  },
  { kind: 'PLATFORM', name: 'Leave it to the people who run this service', use: 'Their software answers each call.' },
  {
    kind: 'SIP',
    name: 'Send to your phone system',
    use: 'For VoIP phones, or a voice assistant with a SIP address. Whoever set it up knows the address.',
    field: { label: 'SIP address', empty: 'Enter a SIP address', example: 'For example, sip:desk@pbx.example' },
  },
];
