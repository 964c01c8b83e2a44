import { type OwnerCommand, operatorCause, plainText, Refused, read, WrongUse } from '@linekeeper/core';
import { type CountryCode, formatPhoneNumber, type PhoneNumber, parsePhoneNumber } from '@linekeeper/phone-number';
import type { AssignAnswer } from '../assign.ts';
import { openLegacyStorage } from '../legacy-storage.ts';
import { COUNTRY_OPTION, readCountry } from './country-option.ts';

const Reason = plainText({ min: 3, max: 500 });

export const ASSIGN_COMMAND: OwnerCommand = {
  asOwner: true,
  name: 'assign',
  summary: 'Decide which company holds a line, or with "none" that what a company had isn\'t a number',
  explanation: [
    'Other companies with this line in the legacy storage lose it. A new decision replaces an earlier one.',
  ],
  operands: ['<number>', '<tenant>'],
  options: {
    reason: { value: '<text>', help: 'why; stored with the decision' },
    overrule: { help: 'also if it takes away what a company has set itself since' },
    ...COUNTRY_OPTION,
  },
  prepare(input) {
    const {
      operands: [text = '', companyId = ''],
      options,
    } = input;
    const phoneNumber = text === 'none' ? null : readNumber(text, readCountry(input));
    const reason = read(Reason, options.reason, '--reason');
    const overrule = options.overrule === true;
    return async ({ urls }) => {
      await using storage = await openLegacyStorage(urls);
      const answer = await storage.assign({ phoneNumber, companyId, reason, overrule, actor: operatorCause().actor });
      return {
        lines: [told(answer, phoneNumber, companyId)],
        json: { phoneNumber, companyId, outcome: answer.outcome, reason },
      };
    };
  },
};

function readNumber(text: string, country: CountryCode | null): PhoneNumber {
  const parsed = parsePhoneNumber(text, { country });
  if (parsed.ok) return parsed.data;
  const { message, suggestion } = parsed.error;
  throw new WrongUse(`<number>: ${message}${suggestion ? `. Did you mean ${suggestion}?` : ''}`);
}

/** What was decided, in a sentence; throws {@link Refused} with what is in the way. */
function told(answer: AssignAnswer, phoneNumber: PhoneNumber | null, companyId: string): string {
  switch (answer.outcome) {
    case 'ASSIGNED':
      return `${phoneNumber && formatPhoneNumber(phoneNumber)} is now the line of ${answer.companyName}.`;
    case 'DROPPED':
      return `What ${answer.companyName} had in the legacy storage doesn't count any more.`;
    case 'NO_COMPANY':
      throw new Refused(`No tenant has the id ${companyId}`);
    case 'HELD_BY_ANOTHER':
    case 'HOLDS_ANOTHER': {
      const { companyName, companyId: id, phoneNumber: held, claimedAt } = answer.holder;
      const who = `${companyName} (${id}) holds ${formatPhoneNumber(held)} since ${claimedAt.toISOString()}`;
      throw new Refused(`Nothing was changed: ${who}. Add --overrule to take it away anyway`);
    }
  }
}
