import { formatPhoneNumber } from '@linekeeper/phone-number';
import { COUNTRY_OPTIONS, callingCodeIn } from './countries.ts';
import { findNumbers, withPlus } from './found-numbers.ts';
import { countryOfNumber, kindOf } from './number-kind.ts';

/** What the pages say about numbers. It needs the numbering plans of every country, so it's loaded after the page; see phone.ts. */
export const PHONE_WORDS = {
  COUNTRY_OPTIONS,
  callingCodeIn,
  countryOfNumber,
  findNumbers,
  formatPhoneNumber,
  kindOf,
  withPlus,
};
