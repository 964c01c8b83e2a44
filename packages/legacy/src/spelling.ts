const MAX_LENGTH = 40;
const ASSIGNED = /(sid|token|secret|password|passwd|key|auth)\W/i;

/**
 * The content of a place, as far as it can be shown. A place can hold anything, even secrets, so only short texts and
 * plain values that don't look like a secret are shown.
 */
export function shownSpelling(json: unknown): string {
  if (typeof json === 'number' || typeof json === 'boolean' || json === null) return String(json);
  if (typeof json !== 'string') return Array.isArray(json) ? '(a list)' : '(an object)';
  if (json.length > MAX_LENGTH || looksLikeToken(json) || ASSIGNED.test(json))
    return `(hidden: ${json.length} characters)`;
  return json;
}

/** Long runs of letters, or of letters and digits together, as keys and tokens are. */
function looksLikeToken(text: string): boolean {
  const runs = text.match(/[\w+/=.-]+/g) ?? [];
  return runs.some((run) => (run.length >= 12 && /\d/.test(run) && /[A-Za-z]/.test(run)) || /[A-Za-z_]{20}/.test(run));
}
