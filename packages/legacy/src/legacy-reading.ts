import {
  type CountryCode,
  type PhoneInvalidReason,
  type PhoneNumber,
  parsePhoneNumber,
} from '@linekeeper/phone-number';

/** Why a value can't be moved: the parser's reasons, and two that only JSON values can have. */
export type LegacyReason = PhoneInvalidReason | 'NOT_A_STRING' | 'CONFIG_NOT_AN_OBJECT';

/** The value in one of the two legacy places. */
export type LegacyReading =
  | { kind: 'NONE' }
  /** An empty or blank text. */
  | { kind: 'BLANK' }
  | { kind: 'NUMBER'; phoneNumber: PhoneNumber }
  | { kind: 'UNREADABLE'; reason: LegacyReason; suggestion?: PhoneNumber };

const NONE: LegacyReading = { kind: 'NONE' };

/** Reads a text of the legacy column. `country` is the country of national numbers. */
export function readLegacyText(text: string | null, country: CountryCode | null): LegacyReading {
  if (text === null) return NONE;
  const parsed = parsePhoneNumber(text, { country });
  if (parsed.ok) return { kind: 'NUMBER', phoneNumber: parsed.data };
  const { reason, suggestion = withCallingCode(text) } = parsed.error;
  if (reason === 'EMPTY') return { kind: 'BLANK' };
  return suggestion ? { kind: 'UNREADABLE', reason, suggestion } : { kind: 'UNREADABLE', reason };
}

/** How a JSON value is read. */
export interface JsonPlace {
  country: CountryCode | null;
  /** The JSON column and the settings that contain the number are objects, or nothing. */
  inObject: boolean;
  path: readonly string[];
  /** A person has decided about a setting that isn't an object, so it needs no other decision. */
  isDecided?: boolean;
}

/** Reads the JSON text of `twilioConfig.phoneNumber`, or of a setting that isn't an object, as it should be. */
export function readLegacyJson(
  json: string | null,
  { country, inObject, path, isDecided = false }: JsonPlace,
): LegacyReading {
  if (json === null) return NONE;
  const value: unknown = JSON.parse(json);
  if (!inObject) {
    const inner = readLegacyText(innerText(value, path), country);
    if (isDecided) return inner.kind === 'NUMBER' ? inner : NONE;
    const meant = inner.kind === 'NUMBER' ? { suggestion: inner.phoneNumber } : {};
    return { kind: 'UNREADABLE', reason: 'CONFIG_NOT_AN_OBJECT', ...meant };
  }
  if (value === null) return NONE;
  if (typeof value === 'string') return readLegacyText(value, country);
  const suggestion = typeof value === 'number' ? suggestionFor(json, country) : undefined;
  return { kind: 'UNREADABLE', reason: 'NOT_A_STRING', ...(suggestion && { suggestion }) };
}

/** The text at a path, or at the rest of it, within JSON that was encoded twice. */
function innerText(value: unknown, path: readonly string[]): string | null {
  if (typeof value !== 'string') return null;
  try {
    const decoded: unknown = JSON.parse(value);
    for (let depth = 0; depth < path.length; depth++) {
      let inner = decoded;
      for (const key of path.slice(depth)) inner = (inner as Record<string, unknown> | null)?.[key];
      if (typeof inner === 'string') return inner;
    }
  } catch {
    // Any other text.
  }
  return null;
}

/** The legacy system accepted digits without + and without a country as whole numbers. */
function withCallingCode(text: string): PhoneNumber | undefined {
  if (!/^[1-9]\d+$/.test(text)) return undefined;
  const parsed = parsePhoneNumber(`+${text}`);
  return parsed.ok ? parsed.data : undefined;
}

function suggestionFor(digits: string, country: CountryCode | null): PhoneNumber | undefined {
  const parsed = parsePhoneNumber(digits, { country });
  return parsed.ok ? parsed.data : withCallingCode(digits);
}
