/** Moves the cursor to the start of the line, and clears the line. */
export const CLEAR = '\r\u001b[K';

/** How often a line is written to a file or a pipe. */
const INTERVAL_MS = 5_000;

type Stream = Pick<NodeJS.WriteStream, 'isTTY' | 'columns' | 'write'>;

/**
 * Shows how far a command is. A terminal shows one line, which each text replaces; '' removes it. A file or a pipe gets whole lines, not
 * more than one every five seconds, and none from a command that ends before that.
 */
export function progressOn(stream: Stream, now: () => number = () => performance.now()): (text: string) => void {
  if (stream.isTTY) return (text) => void stream.write(`${CLEAR}${text.slice(0, stream.columns - 1)}`);
  let last = now();
  return (text) => {
    if (text === '' || now() - last < INTERVAL_MS) return;
    last = now();
    stream.write(`${text}\n`);
  };
}
