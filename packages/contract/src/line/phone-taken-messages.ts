// No schemas here: a form in a browser needs this file, and must not load zod for it.

/** The text of PHONE_TAKEN in every answer. No full stop, because it is shown next to a field. */
export const PHONE_TAKEN_MESSAGE = 'This phone number is already registered with another company';

/** What the person can do then. A form shows it below the message. */
export const PHONE_TAKEN_HELP =
  'Check every digit. If another account of yours holds the number, release it there first. Otherwise, contact support';
