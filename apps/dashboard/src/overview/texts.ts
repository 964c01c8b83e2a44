import type { Light, LineState } from './line-state.ts';

/** The texts of the Overview page. Numbers are passed in formatted. */
export const OVERVIEW = {
  title: 'Overview',
  failed: "The overview couldn't be loaded. This doesn't show whether calls arrive",
  verdicts: {
    WORKS: 'Your line works',
    LAST_CALL_FAILED: "The last call wasn't connected",
    NOT_SET_UP: "Your line isn't connected yet",
    NO_CALL_YET: 'Waiting for your first call',
    ACCOUNT_CHANGED: 'Waiting for the first call with the new account',
    REFUSED: 'The last call was refused',
    UNREACHABLE: "Calls can't arrive at the moment",
    NO_NUMBER: 'No number yet',
    UNKNOWN: 'Checking your line…',
  } satisfies Record<LineState['verdict'], string>,
  leads: {
    WORKS: (company) => `Callers reach ${company} on this number.`,
    LAST_CALL_FAILED: (_, reason) =>
      `The caller heard that the call can't be connected${reason ? `, because ${reason}` : ''}.`,
    NOT_SET_UP: () => '',
    NO_CALL_YET: () => '',
    ACCOUNT_CHANGED: () => "The Twilio account was changed. Earlier calls don't show whether the new one works.",
    REFUSED: () => '',
    UNREACHABLE: () => "Only the people who run this service can fix it. You don't need to change anything.",
    NO_NUMBER: (company) => `Linekeeper can't take calls for ${company} until it has a number.`,
    UNKNOWN: () => '',
  } satisfies Record<LineState['verdict'], (company: string, reason: string | null | undefined) => string>,
  /** Before when that was and why, as sentences. */
  refused: "The caller didn't get through",
  /** Forwarding failed, so nobody's phone rang. */
  forwardFailed: (target: string | null) =>
    `It couldn't be forwarded${target ? ` to ${target}` : ''}. Check that this is the right number, and call it from another phone. A Twilio trial account forwards calls only to numbers that you have verified in Twilio.`,
  unchecked: "We can't check right now",
  uncheckedSince: (time: string) =>
    `This page hasn't been updated since ${time}. It doesn't show whether calls arrive now.`,
  tryAgain: 'Try again',
  countryAdvice: 'Choose a number in your own country, or ask the people who run this service to allow this country.',
  callsFailed: "Your calls couldn't be loaded",
  lights: {
    label: 'Status of your line',
    claimed: 'Number set',
    connected: 'Phone provider',
    called: 'Last call',
    since: 'Since',
    notClaimed: 'Not yet',
    connection: {
      ON: 'Connected',
      WARNING: 'Call refused',
      OFF: 'Set up, no call yet',
      UNKNOWN: 'Checking…',
    } satisfies Record<Light, string>,
    notSetUp: 'Not set up yet',
    unreachable: "Calls can't arrive",
    neverCalled: 'No call yet',
    onlyOutdated: 'Not since the number or account changed',
    longAgo: 'Some time ago',
    notAnswered: 'not connected',
    refused: 'refused',
    unknown: 'Checking…',
    unchecked: 'Not checked',
    states: {
      ON: 'OK',
      WARNING: 'Problem',
      OFF: 'Not yet',
      EARLIER: 'Earlier',
      UNKNOWN: 'Checking',
      UNCHECKED: 'Unknown',
    },
  },
  noneViewer: 'Only owners and admins can set the number.',
  setUpViewer: 'Only owners and admins can finish the setup.',
  fixViewer: 'Only owners and admins can fix this.',
  setUp: 'Set up your line',
  /** What the next step's button says. */
  links: {
    number: 'Enter your number',
    handling: 'Choose what happens',
    account: 'Enter your account',
    addresses: 'Show the addresses',
  },
  /** The same for the addresses, if only their method is wrong. */
  showSteps: 'Show the steps',
  change: 'Change the number',
  changeHandling: 'Change what happens to calls',
  calls: 'Recent calls',
  allCalls: 'Show all calls',
  changes: 'Recent changes',
  allChanges: 'Show all activity',
} as const;
