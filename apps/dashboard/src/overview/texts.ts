import type { Light, LineState } from './line-state.ts';

/** The texts of the Overview page. Numbers are passed in formatted. */
export const OVERVIEW = {
  title: 'Overview',
  failed: "The overview couldn't be loaded",
  verdicts: {
    WORKS: 'Your line works',
    LAST_CALL_FAILED: "The last call wasn't connected",
    NO_CALL_YET: "Your line isn't connected yet",
    ACCOUNT_CHANGED: 'Waiting for the first call with the new account',
    UNREACHABLE: "Calls can't arrive right now",
    NO_NUMBER: 'No number yet',
    UNKNOWN: 'Checking your line…',
  } satisfies Record<LineState['verdict'], string>,
  leads: {
    WORKS: (company) => `Callers reach ${company} on this number.`,
    LAST_CALL_FAILED: (_, reason) =>
      `The caller heard that the call can't be connected${reason ? `, because ${reason}` : ''}.`,
    NO_CALL_YET: () => '',
    ACCOUNT_CHANGED: () => "The Twilio account was changed. Earlier calls don't show whether the new one works.",
    // The setup says why, or one of the lights.
    UNREACHABLE: () => '',
    NO_NUMBER: (company) => `Callers can't reach ${company} until it has a number.`,
    UNKNOWN: () => '',
  } satisfies Record<LineState['verdict'], (company: string, reason: string | null | undefined) => string>,
  callsFailed: "Your calls couldn't be loaded",
  lights: {
    label: 'Status of your line',
    claimed: 'Number set',
    connected: 'Provider connected',
    called: 'Last call',
    since: 'Since',
    notClaimed: 'Not yet',
    connection: {
      ON: 'Calls arrive here',
      WARNING: 'The last request was refused',
      OFF: 'Waiting for a call to confirm',
      UNKNOWN: 'Checking…',
    } satisfies Record<Light, string>,
    notConnected: 'Not yet',
    unreachable: "Twilio can't reach this server",
    neverCalled: 'No call yet',
    onlyOutdated: 'Not since the number or account changed',
    unanswered: (target: string | null) => (target ? `Not answered by ${target}` : 'Not answered'),
    longAgo: 'Some time ago',
    notAnswered: 'not connected',
    unknown: 'Checking…',
    states: { ON: 'OK', WARNING: 'Problem', OFF: 'Not yet', UNKNOWN: 'Checking' },
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
    accountAgain: 'Check the account',
    addresses: 'Show what to do',
  },
  change: 'Change the number',
  changeHandling: 'Change what happens to calls',
  calls: 'Recent calls',
  allCalls: 'Show all calls',
  changes: 'Recent changes',
  allChanges: 'Show all activity',
} as const;
