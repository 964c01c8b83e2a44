import type { ApiKeyScope } from '@linekeeper/contract';

/** The texts of the API keys page. */
export const API_KEYS = {
  title: 'API keys',
  lead: 'Use API keys to let your programs act for your company.',
  forPrograms: 'For the people who write your programs:',
  description: 'API description (OpenAPI, JSON)',
  failed: "Your API keys couldn't be loaded",
  onlyManagers: (company: string) => `Only owners and admins of ${company} can view and create API keys.`,
  list: 'Keys',
  none: 'No active keys',
  noneLead: 'Create a key for a program that reads or changes your number, for example your booking system.',
  noneSoFar: 'None of the keys shown are active',
  noneFound: 'No key matches',
  searching: 'Searching…',
  search: 'Search keys by name',
  ended: (count: number) => `Expired and revoked keys (${count})`,
  more: 'Show more',
  create: 'Create key',
  createTitle: 'Create an API key',
  name: 'Name',
  nameHint: 'For example, the program that will use it.',
  noName: 'Enter a name for the key',
  permissions: 'Permissions',
  permissionsHint: 'Choose only what the program needs.',
  noPermission: 'Choose at least one permission',
  expires: 'Expires',
  expiresHint: 'After that, the key stops working and the program needs a new one.',
  expiries: [
    ['90', 'In 90 days'],
    ['30', 'In 30 days'],
    ['365', 'In 1 year'],
    ['', 'Never'],
  ],
  cancel: 'Cancel',
  created: (name: string) => `Key "${name}" created`,
  copyNow:
    "Copy the key now. You won't be able to see it again. Anyone who has it can act for your company, so store it in a password manager or a secret store, never in a web page or a repository.",
  newKey: 'New key',
  examples: 'How to use it',
  examplesHint: (start: string) => `Replace ${start} with the whole key.`,
  done: 'Done',
  revoke: 'Revoke',
  revokeKey: (name: string) => `Revoke ${name}`,
  revokeTitle: 'Revoke this key?',
  revokeText: (name: string) =>
    `Programs that use the key "${name}" will lose access within ten seconds. You can't undo this, but you can create a new key.`,
  keep: 'Keep key',
  revoked: (name: string) => `Key "${name}" revoked`,
} as const;

/** What each scope allows, as people see it. */
export const SCOPE_NAMES: Record<ApiKeyScope, string> = {
  'inboundNumber:read': 'See your number',
  'inboundNumber:update': 'Check, change and release your number',
  'routing:read': 'Look up which company holds a number',
  'call:update': 'View and change how calls are handled',
  'tenant:manage': 'Create, change and delete companies',
  'tenant:act': 'Read and change the number of any company',
};

export const SCOPE_HINTS: Record<ApiKeyScope, string> = {
  'inboundNumber:read': 'Reads the number and its history. Changes nothing.',
  'inboundNumber:update': 'Can change your number. Callers then reach you at a different number, or not at all.',
  'routing:read': 'Reads which company holds any number.',
  'call:update': 'Can send calls to another number or address.',
  'tenant:manage': 'Only the platform can have such keys.',
  'tenant:act': 'Only the platform can have such keys.',
};
