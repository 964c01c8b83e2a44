import { nameCell, operatorCause, plainText, WrongUse } from '@linekeeper/core';
import { type CountryCode, formatPhoneNumber, type PhoneNumber, parsePhoneNumber } from '@linekeeper/phone-number';
import type { AssignAnswer, Assignment } from '../assign.ts';

export const Reason = plainText({ min: 3, max: 500 });

/** Throws WrongUse. */
export function readNumber(text: string, country: CountryCode | null): PhoneNumber {
  const parsed = parsePhoneNumber(text, { country });
  if (parsed.ok) return parsed.data;
  const { message, suggestion } = parsed.error;
  throw new WrongUse(`<number>: ${message}${suggestion ? `. Did you mean ${suggestion}?` : ''}`);
}

/** With the operator as the actor. */
export function byOperator(decision: Omit<Assignment, 'actor'>): Assignment {
  return { ...decision, actor: operatorCause().actor };
}

export function isDone({ outcome }: { outcome: string }): boolean {
  return outcome === 'ASSIGNED' || outcome === 'DROPPED' || outcome === 'SAME';
}

/** What was decided, or why nothing was decided. */
export function describeAnswer(answer: AssignAnswer, phoneNumber: PhoneNumber | null, companyId: string): string {
  switch (answer.outcome) {
    case 'ASSIGNED':
      return `${phoneNumber && formatPhoneNumber(phoneNumber)} is now the line of ${nameCell(answer.companyName)}.`;
    case 'DROPPED':
      return `${nameCell(answer.companyName)} has no number now.`;
    case 'SAME':
      return `This was already decided for ${nameCell(answer.companyName)}.`;
    case 'NO_COMPANY':
      return `No tenant has the id ${companyId}`;
    case 'HELD_BY_ANOTHER':
    case 'HOLDS_ANOTHER': {
      const { companyName, companyId: id, phoneNumber: held, claimedAt } = answer.holder;
      const who = `${nameCell(companyName)} (${id}) has held ${formatPhoneNumber(held)} since ${claimedAt.toISOString()}`;
      const what = answer.outcome === 'HELD_BY_ANOTHER' ? 'To take the line from it' : 'To release this line';
      return `Nothing was changed: ${who}. ${what}, add --overrule`;
    }
  }
}
