import { isDeepStrictEqual } from 'node:util';
import type { Organization } from '@linekeeper/contract';

/** A request to change a company, without the values that are already shown. */
export function withoutUnchanged(input: unknown, { twilioConfig, ...details }: Organization): unknown {
  if (!isObject(input)) return input;
  const changed = changedEntries(input, details);
  return isObject(input.twilioConfig)
    ? { ...changed, twilioConfig: changedEntries(input.twilioConfig, twilioConfig) }
    : changed;
}

function changedEntries(sent: Record<string, unknown>, shown: Record<string, unknown>): Record<string, unknown> {
  const entries = Object.entries(sent);
  return Object.fromEntries(
    entries.filter(([key, value]) => !(Object.hasOwn(shown, key) && isDeepStrictEqual(value, shown[key]))),
  );
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
