import { PLAIN_TEXT } from '@linekeeper/contract';
import { z } from 'zod';

/** One line of text as it is typed, trimmed. */
export function plainText({ min = 1, max }: { min?: number; max: number }): z.ZodString {
  return z
    .string()
    .trim()
    .min(min, min === 1 ? 'must not be empty' : `has at least ${min} characters`)
    .max(max, `has at most ${max} characters`)
    .regex(PLAIN_TEXT, 'has an invisible character in it');
}
