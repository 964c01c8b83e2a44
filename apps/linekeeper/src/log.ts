import { createHmac, randomBytes } from 'node:crypto';
import pino, { type DestinationStream, type Logger } from 'pino';

const NUMBER_LIKE = /\+?\d{7,}/g;
const HASH_BYTES = 8;

/**
 * Masks the middle of everything that looks like a phone number, and adds a keyed hash, so that people can find all lines
 * about one number: `+1415•••••86#qhzkwpxe`. Without the key, nobody can find the number by trying all numbers. The hash has
 * no digits, because it would look like a number otherwise.
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

/** The path of a request for the log. Separators in numbers (`/+1-415-523-8886`) are removed, so that the numbers are masked. */
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

/** Lines are written together, after this many bytes or milliseconds. Lines before an exit are written, too. */
const LOG_BYTES = 4_096;
const LOG_MS = 50;

export interface LoggerOptions {
  level: string;
  /** The key for the hashes of numbers. Default: a random one, so hashes of other processes differ. */
  numberKey?: string;
  /** Default: standard output. */
  destination?: DestinationStream;
}

/**
 * A logger for JSON lines without whole phone numbers, from any source, because the finished line is masked. So a line has no
 * other values with seven digits in a row: times are ISO 8601, and there is no process id.
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
    destination ?? pino.destination({ dest: 1, sync: false, minLength: LOG_BYTES, periodicFlush: LOG_MS }),
  );
}
