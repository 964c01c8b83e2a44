/** The areas of IANA names. `Etc/GMT+5` and `SystemV/PST8` aren't included: they are offsets and have no summer time. */
const AREA = /^(?:Africa|America|Antarctica|Arctic|Asia|Atlantic|Australia|Europe|Indian|Pacific)\//i;
/** Old names that aren't capitalized like the others. They are stored under their current name. */
const ODD_CAPITALS = /(?:Comodrivadavia|Knox_In|Act|Lhi|Nsw)$/;

/**
 * The IANA name of a time zone as it is stored: `Europe/London` for `europe/london`, `America/New_York` for `US/Eastern`,
 * `UTC`. Null for any other text, including abbreviations, because one can mean several zones (`BST` is Dhaka or London).
 */
export function canonicalTimezone(name: string): string | null {
  if (!name.includes('/') && name.toUpperCase() !== 'UTC') return null;
  const resolved = resolve(name);
  if (resolved === null || resolved === 'UTC') return resolved;
  if (!AREA.test(resolved)) return null;
  if (!AREA.test(name) || resolved.toLowerCase() === name.toLowerCase()) return resolved;
  // The engine knows Kolkata and Kyiv under their former names. We keep the name that was chosen.
  const chosen = capitalize(name);
  return ODD_CAPITALS.test(chosen) ? resolved : chosen;
}

function resolve(name: string): string | null {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone;
  } catch {
    return null;
  }
}

/**
 * The engine's capitalization: `Africa/Dar_es_Salaam`, `America/Port-au-Prince`. The engine doesn't list former names.
 */
function capitalize(name: string): string {
  return name
    .toLowerCase()
    .replace(/(?:^|[/_-])[a-z]/g, (start) => start.toUpperCase())
    .replace(/[_-](?:Of|Es|Au)(?=[_-])/g, (word) => word.toLowerCase());
}
