// The month is a word, because 03/04 means different days in different countries.
const DAY = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long' });
const EXACT = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'short' });
const CLOCK = new Intl.DateTimeFormat('en-GB', { timeStyle: 'short' });
const AGO = new Intl.RelativeTimeFormat('en', { numeric: 'auto' });

const STEPS = [
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
] as const;

/** "5 minutes ago", "yesterday", and a date after a week. */
export function ago(at: string, now = Date.now()): string {
  const seconds = Math.round((new Date(at).getTime() - now) / 1000);
  if (Math.abs(seconds) < 60) return 'just now';
  if (Math.abs(seconds) > 7 * 86_400) return day(at);
  const [unit, size] = STEPS.find(([, step]) => Math.abs(seconds) >= step) ?? STEPS[2];
  return AGO.format(Math.round(seconds / size), unit);
}

/** "9 March 2026" */
export function day(at: string): string {
  return inOneLine(DAY.format(new Date(at)));
}

/** "9 Mar 2026, 14:05" in the browser's time zone. */
export function exact(at: string): string {
  return inOneLine(EXACT.format(new Date(at)));
}

/** "14:05", or with its date if that's another day, in the browser's time zone. */
export function clock(at: number, now = Date.now()): string {
  const isToday = new Date(at).toDateString() === new Date(now).toDateString();
  return isToday ? CLOCK.format(at) : exact(new Date(at).toISOString());
}

/** A date isn't broken over two lines. */
function inOneLine(date: string): string {
  return date.replace(/ /g, '\u00A0');
}

/** A time in words, with the exact one on hover. */
export function When({ at }: { at: string }) {
  return (
    <time dateTime={at} title={exact(at)} className="whitespace-nowrap">
      {ago(at)}
    </time>
  );
}
