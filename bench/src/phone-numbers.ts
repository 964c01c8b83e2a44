import { pick, type Random } from './random.ts';

/** Where `#` stands comes a digit. Lines of five countries, the plan with the most countries twice. */
const SPELLINGS = [
  '+1 415 2## ####',
  '+1 212 6## ####',
  '+44 20 79## ####',
  '+49 30 2### ####',
  '+33 1 42 ## ## ##',
  '+61 2 92## ####',
];

/** A line as both sides read it alike: spelled as people write it, and as it is stored. */
export interface Line {
  spelled: string;
  e164: string;
}

/** Answers lines, none twice. National spellings are left out: the comparator would take them for other lines. */
export function lineSource(random: Random): () => Line {
  const given = new Set<string>();
  return () => {
    for (;;) {
      const spelled = pick(random, SPELLINGS).replaceAll('#', () => String(Math.floor(random() * 10)));
      const e164 = spelled.replaceAll(' ', '');
      if (given.has(e164)) continue;
      given.add(e164);
      return { spelled, e164 };
    }
  };
}
