import { type CountryCode, parsePhoneNumber } from '@linekeeper/phone-number';
import { parsePhoneNumberFromString } from 'libphonenumber-js/max';
import { percentile, type Spread, spreadOf } from '../statistics.ts';

const INPUTS: readonly { text: string; country?: CountryCode }[] = [
  { text: '+1 (415) 523-8886' },
  { text: '(415) 523-8886', country: 'US' },
  { text: '14155238886', country: 'US' },
  { text: '020 7946 0018', country: 'GB' },
  { text: '+44 (0)20 7946 0018' },
  { text: '+49 30 901820' },
  { text: '030 901820', country: 'DE' },
  { text: '+54 11 15 2345 6789' },
  { text: '+390612345678' },
  { text: 'tel:+33-1-42-68-53-00' },
  { text: '+1 555 555 5555' },
  { text: '+1-800-FLOWERS' },
  { text: '911', country: 'US' },
  { text: '+999 123 4567' },
];

/** Parses per second with our parser and with the library, for the same texts, alternately. */
export interface ParseRate {
  ours: number;
  library: number;
  /** Our rate divided by the library's, for each round. */
  ratio: Spread;
}

export function measureParseRate(rounds: number, millisecondsARound: number): ParseRate {
  const ours = () => {
    for (const { text, country } of INPUTS) parsePhoneNumber(text, { country });
  };
  const library = () => {
    for (const { text, country } of INPUTS) parsePhoneNumberFromString(text, country)?.isValid();
  };
  // Warm-up, which isn't counted.
  rateOf(ours, millisecondsARound);
  rateOf(library, millisecondsARound);
  const measured = Array.from({ length: rounds }, (_, round) => {
    const oursFirst = round % 2 === 0 ? rateOf(ours, millisecondsARound) : null;
    const theirs = rateOf(library, millisecondsARound);
    return { ours: oursFirst ?? rateOf(ours, millisecondsARound), library: theirs };
  });
  return {
    ours: percentile(
      measured.map((round) => round.ours),
      50,
    ),
    library: percentile(
      measured.map((round) => round.library),
      50,
    ),
    ratio: spreadOf(measured.map((round) => round.ours / round.library)),
  };
}

function rateOf(parseAll: () => void, milliseconds: number): number {
  const begin = performance.now();
  let runs = 0;
  while (performance.now() - begin < milliseconds) {
    parseAll();
    runs++;
  }
  return (runs * INPUTS.length * 1000) / (performance.now() - begin);
}
