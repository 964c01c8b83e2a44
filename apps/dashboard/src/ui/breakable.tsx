import { unbroken } from './unbroken.ts';

const IDENTIFIER = /\b(\w{24,})\b/;

/** A text in which a long identifier is broken only if it doesn't fit into a line of its own, and phone numbers never. */
export function Breakable({ text }: { text: string }) {
  return unbroken(text)
    .split(IDENTIFIER)
    .map((part, index) =>
      IDENTIFIER.test(part) ? (
        <code key={index} className="inline-block max-w-full font-mono text-[0.8125rem] wrap-anywhere">
          {part}
        </code>
      ) : (
        part
      ),
    );
}
