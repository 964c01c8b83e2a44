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
  unreachable,
} from '@linekeeper/contract';
import type { PhoneNumber } from '@linekeeper/phone-number';
import { TRPCError } from '@trpc/server';
import { authorize } from '../access/authorize.ts';
import type { Context } from '../access/context.ts';
import { goneTenantFault } from '../fault/gone-tenant-fault.ts';
import { TooManyRequests } from '../fault/retry-later.ts';
import { readNumber } from '../line/read-number.ts';
import type { RequestScope } from '../line/request-scope.ts';
import { holdsMaskedSecret } from './masked-secret.ts';
import { toOrganization } from './to-organization.ts';
import { withoutUnchanged } from './without-unchanged.ts';
import type { OrganizationChange } from './write-organization.ts';

/**
 * Changes the caller's company, everything or nothing. Returns the company after the change. `input` is the unchecked body.
 * It's checked after the permission, like the input of a procedure. Throws the faults of {@link authorize}, BAD_REQUEST with
 * a sentence for people, and TooManyRequests.
 */
export async function updateOrganization(ctx: Context, input: unknown): Promise<Outcome<Organization, PhoneError>> {
  const scope = await authorize(ctx, 'organization:update');
  const rules = await scope.rows.organizationRules();
  const { fields, others } = separate(input, rules.otherFields);
  const { twilioConfig = {}, ...details } = await readChange(scope, fields);
  const { phoneNumber: text, ...settings } = twilioConfig;

  let phoneNumber: PhoneNumber | null | undefined;
  if (typeof text === 'string' && text !== '') {
    const read = await readNumber(scope, { phoneNumber: text, country: scope.tenant.country ?? rules.country });
    if (!read.ok) return read;
    phoneNumber = read.data;
    const wait = await scope.rows.spendNumberBudget(phoneNumber, 0).catch((error: unknown) => {
      throw goneTenantFault(error, scope.principal) ?? error;
    });
    if (wait !== null) throw new TooManyRequests(wait);
    // The legacy pages send an empty string to clear the number.
  } else phoneNumber = text === '' ? null : text;

  const updated = await scope.rows.updateOrganization({
    ...details,
    phoneNumber,
    others,
    ...settingsChange(settings),
  });
  if (updated.ok) return ok(toOrganization(updated.data));
  switch (updated.error) {
    case 'PHONE_TAKEN':
      return err(phoneTaken(phoneNumber as PhoneNumber));
    case 'CONFIG_TOO_LARGE':
      throw badRequest(TWILIO_CONFIG_TOO_LARGE);
    case 'NOT_FOUND':
      throw new TRPCError({ code: 'FORBIDDEN' });
    default:
      return unreachable(updated.error);
  }
}

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
async function readChange({ rows }: RequestScope, input: unknown): Promise<UpdateOrganizationInput> {
  const first = UpdateOrganizationInput.safeParse(input);
  if (first.success) return first.data;
  const stored = await rows.organization();
  const again = UpdateOrganizationInput.safeParse(stored ? withoutUnchanged(input, toOrganization(stored)) : input);
  if (again.success) return again.data;
  throw badRequest(again.error.issues[0]?.message);
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
