import { type AssignedNumber, findAssigned, keyOf } from './assigned-number.ts';
import type { PhoneNumber } from './phone-number.ts';

interface SharedPlan {
  /** The first digits of the other spelling. */
  other: string;
  /** The digits that replace them in the line's own spelling. */
  own: string;
}

/**
 * Plans in which one line can be reached under two calling codes. A number that starts with the left column is the line in
 * the right column if that one is in its plan. The first match counts.
 *
 * - Palestine is part of Israel's plan: mobile 056 and 059, and landlines that start with 2 in 02, 04, 08 and 09.
 * - San Marino's landlines are an area code of Italy's.
 * - Northern Ireland is 048 in the plan of Ireland.
 * - France and its overseas departments have one plan of ten digits and several calling codes. 0508 is Saint-Pierre.
 *   Each range for internet telephony belongs to one of them, although the library's plans of Guadeloupe and French Guiana
 *   also contain ranges of their neighbours: of 0976, French Guiana has only 4 and 5; of 0939, Guadeloupe has only 5. A range
 *   that the library has in no other department's plan stays where it is: as far as we know, no operator uses it yet.
 *
 * Sources: wtng.info for +970, google/libphonenumber issue 663 for 048, arcep.fr for the overseas departments, and for their
 * internet telephony the plans that France has reported to the ITU (T02020000580005 for +590, T020200004C0005 for +594,
 * T02020000860005 for +596, T020200004B0005 for +262).
 *
 * Not included, because it isn't known whether both spellings still reach one line: Kosovo's former +377 44, +377 45 and
 * +386 43 besides +383, and Abkhazia's +995 44 besides +7 840. Toll-free and other special numbers of these plans aren't
 * included either. Countries that share a whole calling code (+1, +7, +44, +47, +61, +262, +358, +590, +599) have one
 * spelling of each line.
 */
const SHARED_PLANS: readonly SharedPlan[] = [
  { other: '972', own: '970' },
  { other: '390549', own: '3780549' },
  { other: '35348', own: '4428' },
  { other: '33508', own: '508' },
  { other: '339396', own: '5949396' },
  { other: '5909396', own: '5949396' },
  { other: '339397', own: '5969397' },
  { other: '5909397', own: '5969397' },
  { other: '594976', own: '262976' },
  { other: '594976', own: '590976' },
  { other: '594976', own: '596976' },
  { other: '33', own: '262' },
  { other: '33', own: '590' },
  { other: '33', own: '596' },
  { other: '33', own: '594' },
];

/** Special numbers can exist in both plans independently. */
const ORDINARY: readonly string[] = ['FIXED_LINE', 'MOBILE', 'FIXED_LINE_OR_MOBILE', 'VOIP'];

/**
 * The canonical spelling of a line, if these digits (with a calling code) are its spelling under another country's
 * code. Null if the digits are canonical already. The other country's plan doesn't have to contain the digits: France's
 * plan lacks most overseas numbers, although people in France dial them.
 */
export function ownSpellingOf(digits: string, line = findAssigned(digits)): AssignedNumber | null {
  if (line && !isOrdinary(line)) return null;
  for (const { other, own } of SHARED_PLANS) {
    const found = digits.startsWith(other) ? findAssigned(own + digits.slice(other.length)) : null;
    if (found && isOrdinary(found)) return found;
  }
  return null;
}

/**
 * The number, then every other spelling of its line: what to look up when a call names this number. Costs nothing for a
 * number outside the plans that share lines.
 */
export function spellingsOf(phoneNumber: PhoneNumber): PhoneNumber[] {
  const digits = phoneNumber.slice(1);
  const isShared = SHARED_PLANS.some(({ other, own }) => digits.startsWith(other) || digits.startsWith(own));
  return isShared ? [phoneNumber, ...otherSpellingsOf(phoneNumber)] : [phoneNumber];
}

/** Every other spelling under which this line can be dialled, or can have been stored earlier. */
export function otherSpellingsOf(phoneNumber: PhoneNumber): PhoneNumber[] {
  const digits = phoneNumber.slice(1);
  const line = findAssigned(digits);
  const own = ownSpellingOf(digits, line);
  if (own) return [keyOf(own)];
  const others = SHARED_PLANS.filter((plan) => digits.startsWith(plan.own))
    .map((plan) => plan.other + digits.slice(plan.own.length))
    .filter((other) => ownSpellingOf(other)?.number === phoneNumber)
    .map((other) => `+${other}` as PhoneNumber);
  return [...new Set(others)];
}

function isOrdinary(line: AssignedNumber): boolean {
  return ORDINARY.includes(line.type);
}
