import type { LineEventKind } from '@linekeeper/contract';

/** The texts of the Calls page. */
export const CALLS = {
  title: 'Calls',
  lead: "Every call to your number. To protect callers' privacy, their numbers aren't stored.",
  heading: 'Recent calls',
  failed: "Your calls couldn't be loaded",
  none: 'No calls yet',
  noneLead: 'Calls appear here automatically once your line is set up.',
  enterNumber: 'Enter your number',
  setUp: 'Set up your line',
  onlyManagers: (company: string) => `Only owners and admins of ${company} can set it up.`,
  noneFound: 'No call matches this filter',
  noneFoundSoFar: 'None of the calls shown match. Show older calls to look further.',
  more: 'Show older calls',
  filter: 'Show',
  filters: {
    all: 'All calls, with simulated ones',
    missed: 'Missed calls',
    simulated: 'Simulated calls',
  },
  /** Above the missed calls, and in the details of each. */
  callBack: 'To call back, look at the list of calls on the phone that rang.',
  showAll: 'Show all calls',
  results: { MISSED: 'Missed', UNDER_WAY: 'In progress', ANSWERED: 'Answered' },
  /** The phone didn't ring: the number was wrong, or a phone company couldn't connect it. */
  notForwarded: (target: string | null) => (target ? `Couldn't be forwarded to ${target}` : "Couldn't be forwarded"),
  /** By the provider's terms: why nobody answered at the place that a call was passed on to. */
  unanswered: {
    'no-answer': (target: string) => `Not answered by ${target}`,
    busy: (target: string) => `${target} was busy`,
    canceled: () => 'The caller hung up before anybody answered',
  },
  simulated: 'Simulated',
  /** Why a call wasn't forwarded: the operator allows only some countries. */
  countryRefused: "calls aren't forwarded to the country of the number you forward to",
  countryRefusedOf: (number: string, country: string | null) =>
    country
      ? `calls aren't forwarded to the country of ${number} (${country})`
      : `calls aren't forwarded to numbers like ${number}`,
  toOther: (number: string) => `Earlier number ${number}`,
  details: {
    at: 'Time',
    number: 'Number called',
    holder: 'Number held by',
    held: (company: string, since: string) => `${company}, since ${since}`,
    deeds: {
      CLAIMED: 'set by',
      MOVED: 'moved from the previous system by',
      ASSIGNED: 'assigned by',
    } as Partial<Record<LineEventKind, string>>,
    notHeld: "Your company didn't hold this number then",
    loading: 'Loading…',
    engineers: 'Details for engineers',
    check: 'Check',
    signed: 'Signature valid: the request came from Twilio',
    simulated: "Simulated: Twilio wasn't involved",
    duration: 'Duration',
    result: 'Result',
    heard: (why: string) => `The caller heard that the call can't be connected, because ${why}`,
    wouldHear: (why: string) => `The caller would hear that the call can't be connected, because ${why}`,
    callBackNoRing: "No phone rang. To call back, look at your phone provider's list of calls.",
    decided: 'Decided in',
    milliseconds: (count: number) => `${count} ms`,
  },
  statuses: {
    queued: 'Waiting',
    ringing: 'Ringing',
    'in-progress': 'In progress',
    completed: 'Completed',
    busy: 'Busy',
    'no-answer': 'No answer',
    failed: 'Failed',
    canceled: 'Canceled',
  } as Record<string, string>,
} as const;

/** How a call ended, in words for people. An unknown status of the provider is shown as it is. */
export function statusText(status: string): string {
  return Object.hasOwn(CALLS.statuses, status) ? (CALLS.statuses[status] ?? status) : status;
}
