import { createHmac, randomBytes } from 'node:crypto';
import pino, { type DestinationStream, type Logger } from 'pino';

const NUMBER_LIKE = /\+?\d{7,}/g;
const HASH_BYTES = 8;

/**
 * Hides the middle of what looks like a phone number and adds a keyed hash, by which lines about one number are found
 * together: `+1415•••••86#qhzkwpxe`. Without the key nobody can try all numbers until one has that hash; its alphabet
 * has no digits, or a hash would look like a number itself.
 */
export function createNumberMask(key: string): (text: string) => string {
  return (text) =>
    text.replace(NUMBER_LIKE, (number) => {
      const shown = number.startsWith('+') ? 5 : 4;
      const digest = createHmac('sha256', key).update(number.replace('+', '')).digest().subarray(0, HASH_BYTES);
      const hash = Array.from(digest, (byte) => String.fromCharCode(97 + (byte % 26))).join('');
      return `${number.slice(0, shown)}${'•'.repeat(number.length - shown - 2)}${number.slice(-2)}#${hash}`;
    });
}

const SPREAD_NUMBER = /\d(?:[^a-z\d]{0,3}\d){6,}/gi;
const PATH_MAX_LENGTH = 200;

/** The path of a request as it is logged. Numbers in groups (`/+1-415-523-8886`) lose what is between, so that they are masked. */
export function loggedPath(url: string): string {
  const path = url.split('?', 1)[0]?.slice(0, PATH_MAX_LENGTH) ?? '';
  return decode(path).replace(SPREAD_NUMBER, (number) => number.replace(/\D/g, ''));
}

function decode(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

export interface LoggerOptions {
  level: string;
  /** Keys the hashes of numbers. Absent: one of this process's own, so that only its own lines belong together. */
  numberKey?: string;
  /** Standard output where absent. */
  destination?: DestinationStream;
}

/**
 * JSON lines in which no phone number stands in full, wherever it came from: the whole line is masked last. So there
 * is nothing else in it with seven digits in a row: times are ISO 8601, and no process id.
 */
export function createLogger({ level, numberKey, destination }: LoggerOptions): Logger {
  return pino(
    {
      level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      redact: ['headers', 'req.headers', 'password', 'token'],
      hooks: { streamWrite: createNumberMask(numberKey ?? randomBytes(16).toString('hex')) },
    },
    destination ?? pino.destination({ dest: 1, sync: false }),
  );
}
