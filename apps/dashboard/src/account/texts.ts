/** The texts of the Account page. */
export const ACCOUNT = {
  title: 'Account',
  lead: 'Your own settings. They apply in every company.',
  profile: 'You',
  name: 'Name',
  noName: 'Enter your name',
  email: 'Email',
  /** Before a link, or another contact. */
  emailContact: 'To change your email, contact',
  emailFixed: 'Only the people who run this service can change your email.',
  saveName: 'Save name',
  nameSaved: 'Your name was saved',
  password: 'Password',
  current: 'Current password',
  noCurrent: 'Enter your current password',
  wrongCurrent: "This isn't your current password",
  next: 'New password',
  savePassword: 'Change password',
  passwordSaved: 'Your password was changed. You were signed out everywhere else',
  sessions: "Where you're signed in",
  sessionsLead: "If you don't recognize a device, sign out elsewhere and change your password.",
  more: (count: number) => `And ${count} more.`,
  thisOne: 'This browser',
  signedIn: 'Signed in',
  unknownDevice: 'Unknown device',
  signOutElsewhere: 'Sign out elsewhere',
  signedOutElsewhere: (count: number) =>
    count === 0
      ? "You weren't signed in anywhere else"
      : `You were signed out in ${count} other ${count === 1 ? 'place' : 'places'}`,
  sessionsFailed: "Your sessions couldn't be loaded",
  appearance: 'Appearance',
} as const;
