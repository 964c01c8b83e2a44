import { operatorCause, plainText, WrongUse } from '@linekeeper/core';
import { type CountryCode, formatPhoneNumber, type PhoneNumber, parsePhoneNumber } from '@linekeeper/phone-number';
import type { AssignAnswer } from '../assign.ts';
import type { LegacyStorage } from '../legacy-storage.ts';

export const Reason = plainText({ min: 3, max: 500 });

/** Throws WrongUse. */
export function readNumber(text: string, country: CountryCode | null): PhoneNumber {
  const parsed = parsePhoneNumber(text, { country });
  if (parsed.ok) return parsed.data;
  const { message, suggestion } = parsed.error;
  throw new WrongUse(`<number>: ${message}${suggestion ? `. Did you mean ${suggestion}?` : ''}`);
}

/** With the operator as the actor. */
export function assignOne(
  storage: LegacyStorage,
  decision: { phoneNumber: PhoneNumber | null; companyId: string; reason: string; overrule: boolean },
  options?: { dryRun?: boolean },
): Promise<AssignAnswer> {
  return storage.assign({ ...decision, actor: operatorCause().actor }, options);
}

export function isDone({ outcome }: AssignAnswer): boolean {
  return outcome === 'ASSIGNED' || outcome === 'DROPPED' || outcome === 'SAME';
}

/** What was decided, or what is in the way. */
export function describeAnswer(answer: AssignAnswer, phoneNumber: PhoneNumber | null, companyId: string): string {
  switch (answer.outcome) {
    case 'ASSIGNED':
      return `${phoneNumber && formatPhoneNumber(phoneNumber)} is now the line of ${answer.companyName}.`;
    case 'DROPPED':
      return `${answer.companyName} has no number now.`;
    case 'SAME':
      return `This was decided for ${answer.companyName} before.`;
    case 'NO_COMPANY':
      return `No tenant has the id ${companyId}`;
    case 'HELD_BY_ANOTHER':
    case 'HOLDS_ANOTHER': {
      const { companyName, companyId: id, phoneNumber: held, claimedAt } = answer.holder;
      const who = `${companyName} (${id}) has held ${formatPhoneNumber(held)} since ${claimedAt.toISOString()}`;
      return `Nothing was changed: ${who}. To decide anyway, add --overrule`;
    }
  }
}
