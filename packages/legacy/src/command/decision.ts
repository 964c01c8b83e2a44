import { plainText, WrongUse } from '@linekeeper/command';
import { printableName } from '@linekeeper/contract';
import { type CountryCode, formatPhoneNumber, type PhoneNumber, parsePhoneNumber } from '@linekeeper/phone-number';
import type { AssignAnswer, Loser } from '../assign.ts';

export const Reason = plainText({ min: 3, max: 500 });

/** Throws WrongUse. */
export function readNumber(text: string, country: CountryCode | null): PhoneNumber {
  const parsed = parsePhoneNumber(text, { country });
  if (parsed.ok) return parsed.data;
  const { message, suggestion } = parsed.error;
  throw new WrongUse(`<number>: ${message}${suggestion ? `. Did you mean ${suggestion}?` : ''}`);
}

export function isDone({ outcome }: { outcome: string }): boolean {
  return outcome === 'ASSIGNED' || outcome === 'DROPPED' || outcome === 'SAME';
}

const CHANGED_SINCE = 'Nothing was changed: the company has changed its number since. To decide again, add --overrule';

/** What was decided, or why nothing was decided. */
export function describeAnswer(answer: AssignAnswer, phoneNumber: PhoneNumber | null, tenantId: string): string {
  switch (answer.outcome) {
    case 'ASSIGNED':
      return [
        `${phoneNumber && formatPhoneNumber(phoneNumber)} is now the line of ${printableName(answer.tenantName)}.`,
        ...answer.losers.map((loser) => ` ${describeLoser(loser)}.`),
      ].join('');
    case 'DROPPED':
      return `${printableName(answer.tenantName)} has no number now.`;
    case 'SAME':
      return `This was already decided for ${printableName(answer.tenantName)}.${answer.hasChanged ? ` ${CHANGED_SINCE}` : ''}`;
    case 'NOT_THEIRS':
      return `Nothing was changed: ${printableName(answer.tenantName)} doesn't have this number in the legacy table. If it's right, add --overrule`;
    case 'NO_TENANT':
      return `No tenant has the id ${tenantId}`;
    case 'HELD_BY_ANOTHER':
    case 'HOLDS_ANOTHER': {
      const { tenantName, tenantId: id, phoneNumber: held, claimedAt } = answer.holder;
      const who = `${printableName(tenantName)} (${id}) has held ${formatPhoneNumber(held)} since ${claimedAt.toISOString()}`;
      const what = answer.outcome === 'HELD_BY_ANOTHER' ? 'To take the line from it' : 'To release this line';
      return `Nothing was changed: ${who}. ${what}, add --overrule`;
    }
  }
}

/** For people: who loses which line. */
export function describeLoser({ tenantId, tenantName, phoneNumber }: Loser): string {
  return `${printableName(tenantName)} (${printableName(tenantId)}) loses ${formatPhoneNumber(phoneNumber)}`;
}
