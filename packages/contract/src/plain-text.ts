/**
 * One line of text without invisible characters: no control characters, line breaks or marks that change the direction of
 * writing. Joiners and variation selectors are allowed, because some scripts and emoji need them.
 */
export const PLAIN_TEXT =
  /^(?:[^\p{Cc}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]|\u200c|\u200d|[\ufe00-\ufe0f]|[\u180b-\u180d])*$/u;

/** Each character that {@link PLAIN_TEXT} refuses. */
export const UNPRINTABLE =
  /(?!\u200c|\u200d|[\ufe00-\ufe0f]|[\u180b-\u180d])[\p{Cc}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/gu;
