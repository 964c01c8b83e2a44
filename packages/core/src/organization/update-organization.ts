import { isDeepStrictEqual } from 'node:util';
import {
  err,
  FAULTS,
  jsonProblem,
  type Organization,
  type Outcome,
  ok,
  type PhoneError,
  phoneTaken,
  TWILIO_CONFIG_TOO_LARGE,
  UpdateOrganizationInput,
  unknownOrganizationField,
  unreachable,
} from '@linekeeper/contract';
import type { PhoneNumber } from '@linekeeper/phone-number';
import { TRPCError } from '@trpc/server';
import { authorize } from '../access/authorize.ts';
import type { Context } from '../access/context.ts';
import type { TenantHandle } from '../access/tenant-handle.ts';
import { goneTenantFault } from '../fault/gone-tenant-fault.ts';
import { TooManyRequests } from '../fault/retry-later.ts';
import { spendNumberBudget } from '../line/number-budget.ts';
import { readNumber } from '../line/read-number.ts';
import { writeForTenant } from '../tenant/tenant-gone.ts';
import { holdsMaskedSecret } from './masked-secret.ts';
import { organizationRules, readOrganization, storeOrganization } from './organization-store.ts';
import { toOrganization } from './to-organization.ts';
import type { OrganizationChange, UpdateOrganizationAnswer } from './write-organization.ts';

/**
 * Changes the caller's company: makes the whole change or none of it. Returns the company after the change. `input` is the
 * unchecked body. It's checked after the permission, like the input of a procedure. Throws the faults of {@link authorize},
 * BAD_REQUEST with a sentence for people, and TooManyRequests.
 */
export async function updateOrganization(ctx: Context, input: unknown): Promise<Outcome<Organization, PhoneError>> {
  const handle = await authorize(ctx, 'organization:update');
  const rules = await organizationRules(handle);
  const { fields, others } = separate(input, rules.otherFields);
  const { twilioConfig = {}, ...details } = await readChange(handle, fields, rules.otherFields);
  const { phoneNumber: text, ...settings } = twilioConfig;

  let phoneNumber: PhoneNumber | null | undefined;
  const spend = async (number: PhoneNumber) => {
    const question = { tenantId: handle.tenant.id, phoneNumber: number, keeping: 0 };
    return writeForTenant(() => spendNumberBudget(handle.client, handle.config.budget, question));
  };
  const throwGone = (error: unknown) => {
    throw goneTenantFault(error, handle.principal) ?? error;
  };
  if (typeof text === 'string' && text !== '') {
    const read = await readNumber(handle, { phoneNumber: text, country: handle.tenant.country ?? rules.country });
    if (!read.ok) return read;
    phoneNumber = read.data;
    const wait = await spend(phoneNumber).catch(throwGone);
    if (wait !== null) throw new TooManyRequests(wait);
    // The legacy pages send an empty string to clear the number.
  } else phoneNumber = text === '' ? null : text;

  const updated = await storeOrganization(handle, {
    ...details,
    phoneNumber,
    changesPerDay: handle.config.budget.changesPerDay,
    others,
    ...settingsChange(settings),
  }).catch(throwGone);
  if (updated.ok) return ok(toOrganization(updated.data));
  if (updated.error === 'PHONE_TAKEN') return err(phoneTaken(phoneNumber as PhoneNumber));
  // Other requests have claimed numbers since this one was counted.
  if (updated.error === 'TOO_MANY_CHANGES') throw new TooManyRequests((await spend(phoneNumber as PhoneNumber)) ?? 1);
  throw refusedUpdate(updated.error);
}

/** The fault for a change of settings or details that the store refused. */
export function refusedUpdate(error: (UpdateOrganizationAnswer & { ok: false })['error']): TRPCError {
  switch (error) {
    case 'CONFIG_TOO_LARGE':
      return badRequest(TWILIO_CONFIG_TOO_LARGE);
    case 'NOT_STORABLE':
      return badRequest(NOT_STORABLE);
    case 'NOT_FOUND':
      return new TRPCError({ code: 'FORBIDDEN' });
    case 'PHONE_TAKEN':
    case 'TOO_MANY_CHANGES':
      return new TRPCError({ code: 'INTERNAL_SERVER_ERROR', message: 'A number was refused that was not asked for' });
    default:
      return unreachable(error);
  }
}

const NOT_STORABLE = "Nothing was changed. Your product's own table of companies doesn't accept one of the values";

/** The fields that the contract describes, and those that only the store knows. */
function separate(input: unknown, otherFields: readonly string[]) {
  if (otherFields.length === 0 || typeof input !== 'object' || input === null || Array.isArray(input)) {
    return { fields: input, others: {} };
  }
  const entries = Object.entries(input);
  const isOther = ([key]: [string, unknown]) => otherFields.includes(key);
  const others = entries.filter(isOther);
  for (const [key, value] of others) {
    const problem = jsonProblem(value);
    if (problem) throw badRequest(`${key} ${problem}`);
  }
  return {
    fields: Object.fromEntries(entries.filter((entry) => !isOther(entry))),
    others: Object.fromEntries(others),
  };
}

/** A value that was stored under other rules can be sent back, so a value is checked only if it differs from the stored one. */
async function readChange(
  handle: TenantHandle,
  input: unknown,
  otherFields: readonly string[],
): Promise<UpdateOrganizationInput> {
  const first = UpdateOrganizationInput.safeParse(input);
  if (first.success) return first.data;
  const stored = await readOrganization(handle);
  const again = UpdateOrganizationInput.safeParse(stored ? withoutUnchanged(input, toOrganization(stored)) : input);
  if (again.success) return again.data;
  const [issue] = again.error.issues;
  throw badRequest(
    issue?.code === 'unrecognized_keys' ? unknownOrganizationField(issue.keys[0] ?? '', otherFields) : issue?.message,
  );
}

function settingsChange(settings: Record<string, unknown>): Pick<OrganizationChange, 'setSettings' | 'removeSettings'> {
  const entries = Object.entries(settings).filter(([key, value]) => !holdsMaskedSecret(key, value));
  return {
    setSettings: Object.fromEntries(entries.filter(([, value]) => value !== null)),
    removeSettings: entries.filter(([, value]) => value === null).map(([key]) => key),
  };
}

function badRequest(message: string = FAULTS.BAD_REQUEST.message): TRPCError {
  return new TRPCError({ code: 'BAD_REQUEST', message });
}

/** A request to change a company, without the values that are already shown, and without texts that were shown masked. */
function withoutUnchanged(input: unknown, { twilioConfig, ...details }: Organization): unknown {
  if (!isObject(input)) return input;
  const changed = changedEntries(input, details);
  return isObject(input.twilioConfig)
    ? { ...changed, twilioConfig: withoutMasked(changedEntries(input.twilioConfig, twilioConfig)) }
    : changed;
}

function changedEntries(sent: Record<string, unknown>, shown: Record<string, unknown>): Record<string, unknown> {
  const entries = Object.entries(sent);
  return Object.fromEntries(
    entries.filter(([key, value]) => !(Object.hasOwn(shown, key) && isDeepStrictEqual(value, shown[key]))),
  );
}

function withoutMasked(settings: Record<string, unknown>): Record<string, unknown> {
  const isMasked = ([key, value]: [string, unknown]) => typeof value === 'string' && holdsMaskedSecret(key, value);
  return Object.fromEntries(Object.entries(settings).filter((entry) => !isMasked(entry)));
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
