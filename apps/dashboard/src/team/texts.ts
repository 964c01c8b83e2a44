import { INVITATION_DAYS, type MemberRole } from '@linekeeper/contract';

/** The texts of the Team page. */
export const TEAM = {
  title: 'Team',
  lead: 'The people who can see or change your line.',
  leadViewer: 'Whom to ask if something should be changed.',
  failed: "Your team couldn't be loaded",
  members: 'Members',
  you: 'This is you',
  joined: 'Joined',
  lastSignIn: 'last signed in',
  neverSignedIn: "hasn't signed in yet",
  roles: { owner: 'Owner', admin: 'Admin', member: 'Member' } satisfies Record<MemberRole, string>,
  roleHints: {
    owner: 'Manages the number, API keys and the team.',
    admin: 'Manages the number and API keys.',
    member: 'Sees calls and settings, but changes nothing.',
  } satisfies Record<MemberRole, string>,
  roleOf: (name: string) => `Role of ${name}`,
  signOut: 'Sign out everywhere',
  signedOut: (name: string, count: number) =>
    count === 0 ? `${name} wasn't signed in` : `${name} was signed out everywhere`,
  remove: 'Remove from the team',
  questions: {
    MAKE_OWNER: {
      title: (name: string) => `Make ${name} an owner?`,
      text: (name: string, company: string) =>
        `${name} can then change everything in ${company}: the number, the API keys and the team. Owners can also remove you.`,
      keep: 'Keep the role',
      button: 'Make owner',
    },
    SIGN_OUT: {
      title: (name: string) => `Sign ${name} out everywhere?`,
      text: (name: string, company: string) =>
        `${name} is signed out of ${company} on every device, and can sign in again with their password. To take away their access, remove them instead.`,
      keep: 'Cancel',
      button: 'Sign out everywhere',
    },
    REMOVE: {
      title: (name: string) => `Remove ${name}?`,
      text: (name: string, company: string) =>
        `${name} loses access to ${company} immediately. If ${name} created API keys, they keep working. You can invite ${name} again.`,
      keep: 'Keep member',
      button: 'Remove',
    },
  },
  removeButton: 'Remove',
  removed: (name: string) => `${name} was removed`,
  changed: (name: string, role: string) => `${name} is now ${role}`,
  invitations: 'Open invitations',
  newLinkEnds: 'A new link makes the old one stop working.',
  noInvitations: 'No open invitations.',
  expires: 'expires',
  newLink: 'New link',
  newLinkFor: (email: string) => `New link for ${email}`,
  withdraw: 'Withdraw',
  withdrawOf: (email: string) => `Withdraw the invitation for ${email}`,
  withdrawn: (email: string) => `The invitation for ${email} was withdrawn`,
  invite: 'Invite',
  inviteTitle: 'Invite somebody',
  inviteText: "Linekeeper doesn't send emails. You get a link, and send it to the person yourself.",
  email: 'Email',
  badEmail: 'Enter a valid email',
  role: 'Role',
  inviteButton: 'Create invitation',
  cancel: 'Cancel',
  invited: (email: string) => `Send this link to ${email}`,
  invitedText: `The link works once, for ${INVITATION_DAYS} days, and only for this email address. You can't see it again, but you can create a new one.`,
  formerLink: "The old link doesn't work any more.",
  onlyHere: 'Nobody else can open this link yet, because the service has no public address',
  link: 'Invitation link',
  done: 'Done',
  ask: 'Who to ask',
  askLead: 'Owners and admins can change the number and its settings. Owners can also invite people.',
  onlyOwners: 'Only owners can invite people, change roles and remove members.',
  askOne: 'Ask',
  or: 'or',
} as const;

/** A role in words. An unknown role is shown as it is. */
export function roleName(role: string): string {
  return Object.hasOwn(TEAM.roles, role) ? TEAM.roles[role as MemberRole] : role;
}
