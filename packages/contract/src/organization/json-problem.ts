import { UNSTORABLE } from '../storable-text.ts';

/** How deep values can be nested. Real settings are never deeper. */
export const JSON_MAX_DEPTH = 20;

/** Why a value can't be stored as JSON, as the end of a sentence about it. Null if it can. */
export function jsonProblem(value: unknown, depth = 0): string | null {
  if (depth > JSON_MAX_DEPTH) return `is nested more than ${JSON_MAX_DEPTH} levels deep. Use fewer levels`;
  if (value === null || typeof value === 'boolean') return null;
  if (typeof value === 'number') return Number.isFinite(value) ? null : 'contains a number that is too large';
  if (typeof value === 'string') {
    return UNSTORABLE.test(value) ? "contains characters that can't be stored (NUL or an unpaired surrogate)" : null;
  }
  if (typeof value !== 'object') return "contains something that isn't JSON";
  for (const [key, inner] of Object.entries(value)) {
    const problem = jsonProblem(key, depth) ?? jsonProblem(inner, depth + 1);
    if (problem) return problem;
  }
  return null;
}
