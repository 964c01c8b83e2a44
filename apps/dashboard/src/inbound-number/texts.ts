import { NUMBER_PLACE } from './number-place.ts';

/** The texts of the Number page. Numbers are passed in formatted. */
export const NUMBER = {
  title: 'Number',
  lead: 'The number that your callers dial.',
  failed: "Your number couldn't be loaded",
  current: 'Your number',
  noNumber: 'No number',
  none: 'No number yet',
  noneLead: (company: string) => `Linekeeper can't take calls for ${company} until it has a number.`,
  noneNow: 'No number now',
  noneNowLead: (number: string, company: string) =>
    `${number} was released. People who call it no longer reach ${company}.`,
  canTakeBack: 'You can take it back until another company uses it.',
  since: 'set on',
  release: 'Release number',
  choose: 'Enter your number',
  chooseLead: NUMBER_PLACE,
  change: 'Change your number',
  changeLead: `${NUMBER_PLACE} You'll see what changes before you save.`,
  field: 'Phone number',
  hint: "Type or paste a number: either with + and the country code, or as it's dialled in the chosen country.",
  country: 'Country',
  countryOfNumber: 'Country of this number',
  noCountry: 'None: start with +',
  checking: 'Checking…',
  available: 'Not used by another company',
  yours: 'This is already your number',
  notChecked: (why: string) =>
    `Couldn't check whether another company uses this number. ${why}. You can still save the number.`,
  offline: "This number will be checked when you're back online.",
  use: (number: string) => `Use ${number}`,
  useThis: 'Use this number',
  changeTo: (number: string) => `Change to ${number}`,
  meant: 'Did you mean:',
  saving: 'Saving…',
  slow: 'Still saving. This takes longer than usual',
  confirming: "The server didn't answer. Checking whether your number was saved…",
  saved: (number: string) => `Saved. Your number is ${number}`,
  savedNext: 'Next step of your setup:',
  changed: (before: string, company: string) =>
    `Calls to ${before} no longer reach ${company}. Calls to the new number arrive once your phone provider sends them here.`,
  released: (number: string) => `You released ${number}`,
  releasedText: 'Callers no longer reach you on it. You can take it back until another company uses it.',
  takeBack: (number: string) => `Take back ${number}`,
  numberBefore: (number: string, until: string) =>
    `Until ${until}, your number was ${number}. You can use it again until another company uses it.`,
  undo: (number: string) => `Undo: use ${number} again`,
  undone: (number: string) => `Undone. Your number is ${number} again`,
  undoneText: (before: string, number: string, company: string) =>
    `Calls to ${before} no longer reach ${company}. Calls to ${number} arrive here if your phone provider still sends them here.`,
  tooLate: (number: string) => `It's too late to undo: another company now uses ${number}`,
  tooLateText: (number: string | null) =>
    number ? `Your number is still ${number}.` : 'Somebody took the number after you released it.',
  notSaved: 'Nothing was changed',
  checkedNotSaved: 'We checked: nothing was changed',
  unconfirmed: "We don't know yet whether your change was saved",
  unconfirmedText: 'The server stopped answering. This page keeps checking, and shows your number as soon as it can.',
  checkAgain: 'Check again',
  byOthers: (number: string | null) =>
    number ? `Your company's number was changed to ${number}` : "Your company's number was released",
  byOthersText: 'This change was made elsewhere. The activity shows who made it, and when.',
  byOthersRefusal:
    "So your change wasn't saved. If you still want it, save it again. The activity shows who changed it.",
  review: 'Change your number?',
  before: 'Now',
  after: 'After the change',
  stops: (number: string, company: string) =>
    `People who call ${number} will no longer reach ${company}. Another company can then use that number, and you might not get it back. Calls to the new number arrive once your phone provider sends them here.`,
  keep: (number: string) => `Keep ${number}`,
  releaseTitle: 'Release this number?',
  releaseText: (number: string, company: string) =>
    `People who call ${number} will no longer reach ${company}. Another company can then use the number, and you might not get it back. This doesn't cancel the number at your phone provider: you keep paying there.`,
  keepNumber: 'Keep number',
  releaseButton: 'Release',
  onlyManagers: (company: string) => `Only owners and admins of ${company} can change the number.`,
} as const;

/** What to show if another company holds the number. */
export const TAKEN = {
  title: 'What you can do',
  meaning: "For privacy, we don't say which company has it.",
  slip: (number: string) =>
    `Check every digit of ${number}. If one digit is wrong, the number might belong to somebody else.`,
  sister:
    'If you have another company or an older account that holds it, release it there. You can then use it here right away.',
  support: "If the number is yours and you don't know who holds it, support can look into it.",
  supportOfFormer: 'If the number is still yours at your phone provider, support can look into it.',
  getReference: 'Get a reference for support',
  contact: { email: 'Write to', other: 'Contact' },
  withReference: 'with this reference:',
  noContact: 'Give this reference to the people who run this service:',
  reference: 'Reference',
  sealed: 'The reference contains the number that you wanted, and the time. Only support can read it.',
} as const;
