import type { ActorType } from '@linekeeper/contract';

/** The texts of the page Activity. Numbers come formatted. */
export const ACTIVITY = {
  title: 'Activity',
  lead: "Every change of your company's number: who did it, when, and from what to what.",
  heading: 'Changes',
  failed: "The activity couldn't be loaded",
  none: 'Nothing has happened yet',
  noneLead: 'When your company gets its first number, it shows here.',
  noneFound: 'No change matches these filters',
  more: 'Show older changes',
  export: 'Export CSV',
  exportFailed: (why: string) => `The export failed. ${why}`,
  kind: 'What',
  kinds: { all: 'All changes', gained: 'Number added', changed: 'Number changed', lost: 'Number removed' },
  actor: 'Who',
  actors: { all: 'Everybody', PERSON: 'People', API_KEY: 'API keys', OPERATOR: 'Operator', SYSTEM: 'System' },
  by: {
    PERSON: (name: string) => name,
    API_KEY: (name: string) => `API key "${name}"`,
    OPERATOR: (name: string) => `Operator (${name})`,
    SYSTEM: (name: string) => `System (${name})`,
  } satisfies Record<ActorType, (name: string) => string>,
  gained: (to: string) => `Number ${to} added`,
  changed: (from: string, to: string) => `Number changed from ${from} to ${to}`,
  lost: (from: string) => `Number ${from} released`,
  moved: (to: string) => `Number ${to} moved here from the earlier system`,
  assigned: (to: string) => `Number ${to} assigned to you by the operator`,
  taken: (from: string) => `Number ${from} taken from you by the operator`,
  useAgain: (number: string) => `Use ${number} again`,
  csv: ['Time', 'What', 'From', 'To', 'Who', 'Kind of who'],
} as const;
