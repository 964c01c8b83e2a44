import pino, { type DestinationStream, type Logger } from 'pino';

const NUMBER_LIKE = /\+?\d{7,}/g;

/** What looks like a phone number, with its middle hidden: +1415•••••86. */
export function maskNumbers(text: string): string {
  return text.replace(NUMBER_LIKE, (number) => {
    const shown = number.startsWith('+') ? 5 : 4;
    return `${number.slice(0, shown)}${'•'.repeat(number.length - shown - 2)}${number.slice(-2)}`;
  });
}

/**
 * JSON lines in which no phone number stands in full, wherever it came from: the whole line is masked last. So there
 * is nothing else in it with seven digits in a row: times are ISO 8601, and no process id.
 */
export function createLogger(level: string, destination?: DestinationStream): Logger {
  return pino(
    {
      level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      redact: ['headers', 'req.headers', 'password', 'token'],
      hooks: { streamWrite: maskNumbers },
    },
    destination ?? pino.destination({ dest: 1, sync: false }),
  );
}
