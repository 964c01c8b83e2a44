import { Fragment } from 'react';
import { unbroken } from './unbroken.ts';

const IDENTIFIER = /\b(\w{24,})\b/;

/** A text in which a long identifier that doesn't fit is broken in its middle, and phone numbers aren't broken. */
export function Breakable({ text }: { text: string }) {
  return unbroken(text)
    .split(IDENTIFIER)
    .map((part, index) => {
      if (!IDENTIFIER.test(part)) return part;
      const middle = Math.ceil(part.length / 2);
      return (
        <Fragment key={index}>
          {part.slice(0, middle)}
          <wbr />
          {part.slice(middle)}
        </Fragment>
      );
    });
}
