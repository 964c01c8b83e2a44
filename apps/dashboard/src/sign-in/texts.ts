import { INVITATION_DAYS, PASSWORD_LENGTH } from '@linekeeper/contract';
import { UNREACHABLE } from './request.ts';

// The texts of the pages that people see before they are signed in.

/** The limits for sign-ins and passwords are the same for every form. */
export const TOO_MANY_ATTEMPTS = 'Too many attempts. Try again later';
export const STILL_SIGNED_IN = "The server can't be reached, so you're still signed in. Try again";

/** What a new password must be, wherever it's chosen. */
export const NEW_PASSWORD = {
  hint: `Use ${PASSWORD_LENGTH.min} characters or more.`,
  missing: `Choose a password of ${PASSWORD_LENGTH.min} characters or more`,
  short: `Use at least ${PASSWORD_LENGTH.min} characters`,
  long: `Use at most ${PASSWORD_LENGTH.max} characters`,
};

export const SIGN_IN = {
  title: 'Sign in',
  ended: 'You were signed out, or your session ended',
  endedText: 'Sign in to continue.',
  /** Only the Number page keeps it. */
  draftKept: 'What you typed is still there.',
  email: 'Email',
  password: 'Password',
  noEmail: 'Enter your email',
  noPassword: 'Enter your password',
  button: 'Sign in',
  refusals: {
    WRONG_CREDENTIALS: 'Wrong email or password. Check both and try again',
    TOO_MANY_ATTEMPTS,
    UNREACHABLE,
    FAULT: "Signing in isn't working right now. Try again in a moment",
  },
  forgot: 'Forgot your password?',
  forgotHelp:
    'Ask the people who run this service to send you a password link. Open it within one hour to choose a new password. It works once.',
  /** Before a link, or another contact. */
  contact: 'You can reach them at',
  tooMany: (wait: string) => `Too many attempts. Try again in ${wait}`,
  demo: 'Demo sign-ins',
  demoHelp: 'You can use these demo accounts only on this machine.',
  demoPerson: (company: string, role: string) => `${company}, ${role}`,
} as const;

export const RESET = {
  title: 'Choose a new password',
  lead: 'You will be signed out everywhere else.',
  field: 'New password',
  button: 'Change password',
  done: 'Password changed',
  doneLead: 'You were signed out everywhere. Sign in with your new password.',
  incomplete: 'This link is incomplete',
  used: 'This link has been used or has expired. Ask for a new one',
  incompleteLead: 'Open the link exactly as you received it. If it was cut off, copy all of it into the address bar.',
} as const;

export const INVITATION = {
  ended: 'This invitation is no longer valid',
  endedLead: `It was already used or withdrawn, or is older than ${INVITATION_DAYS} days.`,
  joinedAlready: 'If you have joined already, sign in. Otherwise, ask for a new invitation.',
  signedInAlready: (email: string) =>
    `You're signed in as ${email}. If you haven't joined yet, ask for a new invitation.`,
  failed: "The invitation couldn't be loaded",
  title: (company: string) => `Join ${company}`,
  invited: (by: string | null, role: string) =>
    by ? `${by} invited you to be ${role}.` : `You were invited to be ${role}.`,
  roles: {
    owner: 'an owner: you can manage the number, the team and everything else',
    admin: 'an admin: you can manage the number and API keys',
    member: 'a member: you can see calls and settings, but not change them',
  } as Record<string, string>,
  signedInAs: (email: string) => `You're signed in as ${email}.`,
  otherPerson: (email: string, signedInAs: string) =>
    `This invitation is for ${email}, but you're signed in as ${signedInAs}. Sign out to accept it.`,
  hasAccount: (email: string) => `You already have an account. Sign in as ${email} to join.`,
  newAccount: 'Enter your name and choose a password.',
  email: 'Email',
  name: 'Your name',
  noName: 'Enter your name',
  password: 'Password',
  join: 'Join',
  signOut: 'Sign out',
  signIn: 'Sign in',
  home: 'Go to Linekeeper',
  tryAgain: 'Try again',
} as const;
