import { pick, type Random } from './random.ts';

/** Each `#` becomes a digit. Lines of five countries. The plan with the most countries is here twice. */
const SPELLINGS = [
  '+1 415 2## ####',
  '+1 212 6## ####',
  '+44 20 79## ####',
  '+49 30 2### ####',
  '+33 1 42 ## ## ##',
  '+61 2 92## ####',
];

/** A line in a spelling that both servers read in the same way, and as it's stored. */
export interface Line {
  spelled: string;
  e164: string;
}

/** Returns different lines. Without national spellings, because the comparator would read them as other lines. */
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
