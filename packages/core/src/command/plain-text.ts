import { PLAIN_TEXT } from '@linekeeper/contract';
import { z } from 'zod';

/** One line of text, trimmed. */
export function plainText({ min = 1, max }: { min?: number; max: number }): z.ZodString {
  return z
    .string()
    .trim()
    .min(min, min === 1 ? 'must not be empty' : `must have at least ${min} characters`)
    .max(max, `must have at most ${max} characters`)
    .regex(PLAIN_TEXT, 'must not contain invisible characters');
}
