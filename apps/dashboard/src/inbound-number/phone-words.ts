// What the pages say about numbers. It needs the numbering plans of every country, so it's loaded after the page; see phone.ts.
export { formatPhoneNumber } from '@linekeeper/phone-number';
export { COUNTRY_OPTIONS, callingCodeIn, countryName } from './countries.ts';
export { findNumbers, withPlus } from './found-numbers.ts';
export { countryOfNumber, kindOf } from './number-kind.ts';
