import type { ActorType } from '@linekeeper/contract';

/** The operator, as the other pages call them. */
const PLATFORM = 'The people who run this service';

/** The texts of the Activity page. Numbers are passed in formatted. */
export const ACTIVITY = {
  title: 'Activity',
  lead: "Every change to your company's number and settings: who made it, when, and what changed.",
  heading: 'Changes',
  failed: "The activity couldn't be loaded",
  none: 'Nothing has happened yet',
  noneLead: 'Changes to your number and settings appear here.',
  noneFound: 'No change matches these filters',
  showAll: 'Show all changes',
  more: 'Show older changes',
  export: 'Export CSV',
  exportFailed: 'The export failed',
  kind: 'What',
  kinds: {
    all: 'All changes',
    gained: 'Number added',
    changed: 'Number changed',
    lost: 'Number released',
    settings: 'Settings changed',
  },
  actor: 'Who',
  actors: {
    all: 'Everyone',
    PERSON: 'People of your company',
    API_KEY: 'API keys',
    OPERATOR: PLATFORM,
    SYSTEM: 'System',
  },
  by: {
    PERSON: (name: string) => name,
    API_KEY: (name: string) => `API key "${name}"`,
    OPERATOR: (name: string) => `${PLATFORM} (${name})`,
    SYSTEM: (name: string) => `System (${name})`,
  } satisfies Record<ActorType, (name: string) => string>,
  gained: (to: string) => `Number ${to} added`,
  changed: (from: string, to: string) => `Number changed from ${from} to ${to}`,
  lost: (from: string) => `Number ${from} released`,
  moved: (to: string) => `Number ${to} moved here from the previous system`,
  assigned: (to: string) => `Number ${to} assigned to your company`,
  taken: (from: string) => `Number ${from} removed from your company`,
  settings: {
    NAME: 'Company name',
    LOCATION: 'Location',
    TIMEZONE: 'Time zone',
    COUNTRY: 'Default country',
  },
  set: (setting: string, to: string) => `${setting} set to ${to}`,
  changedSetting: (setting: string, from: string, to: string) => `${setting} changed from ${from} to ${to}`,
  cleared: (setting: string, from: string) => `${setting} ${from} removed`,
  handling: (sentence: string) => `Call handling changed: ${sentence}`,
  accountAdded: 'Twilio account added',
  account: 'Twilio account changed',
  provider: (names: string) => `Provider settings changed: ${names}`,
  useAgain: (number: string) => `Use ${number} again`,
  csv: ['Time', 'Change', 'From', 'To', 'Changed by', 'Type'],
} as const;
