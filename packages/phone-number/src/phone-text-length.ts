/** More than any spelling of one number needs. Longer texts are refused without parsing. */
export const PHONE_TEXT_MAX_LENGTH = 64;
