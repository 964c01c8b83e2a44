import { z } from 'zod';

/** Canonical E.164: `+`, a calling code that does not start with 0, 7 to 15 digits in all. */
export const E164_PATTERN = /^\+[1-9][0-9]{6,14}$/;

/**
 * The one key of a phone line: canonical E.164, for example `+442079460018`.
 *
 * The schema only checks the form. Use {@link parsePhoneNumber} for what a person types: it also checks the numbering
 * plan. A stored number can have left its country's plan since then, and is never validated again.
 * Source: ITU-T E.164; the same pattern is the CHECK of `lines.e164`.
 */
export const PhoneNumber = z.string().regex(E164_PATTERN).brand<'PhoneNumber'>();
export type PhoneNumber = z.infer<typeof PhoneNumber>;
