import { UNSTORABLE } from '../storable-text.ts';

/** Values within values; more is no setting of anybody's. */
export const JSON_MAX_DEPTH = 20;

/** Why a value cannot be stored as JSON, as the end of a sentence about it; null where it can. */
export function jsonProblem(value: unknown, depth = 0): string | null {
  if (depth > JSON_MAX_DEPTH) return `holds values more than ${JSON_MAX_DEPTH} deep. Nest them less`;
  if (value === null || typeof value === 'boolean') return null;
  if (typeof value === 'number') return Number.isFinite(value) ? null : 'holds a number that is too large';
  if (typeof value === 'string') {
    return UNSTORABLE.test(value) ? 'holds characters that cannot be stored (NUL or half a character)' : null;
  }
  if (typeof value !== 'object') return 'holds something that is not JSON';
  for (const [key, inner] of Object.entries(value)) {
    const problem = jsonProblem(key, depth) ?? jsonProblem(inner, depth + 1);
    if (problem) return problem;
  }
  return null;
}
