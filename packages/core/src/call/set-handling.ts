import {
  type CallHandling,
  err,
  FORWARD_REFUSALS,
  type Outcome,
  ok,
  type SetHandlingInput,
  type SetHandlingOutput,
} from '@linekeeper/contract';
import { type PhoneInvalid, parsePhoneNumber } from '@linekeeper/phone-number';
import type { RequestScope } from '../line/request-scope.ts';
import { forwardRefusal } from './forwarding.ts';

/** Stores what the tenant's calls do, if its calls can do that. */
export async function setHandling({ tenant, rows }: RequestScope, input: SetHandlingInput): Promise<SetHandlingOutput> {
  const read = readHandling(input, tenant.country);
  if (!read.ok) return read;
  const handling = read.data;
  const { platformWebhook, forwardCountries } = rows.calls.options;
  if (handling.kind === 'PLATFORM' && !platformWebhook) {
    return err({
      code: 'NO_PLATFORM_WEBHOOK',
      message: 'The operator of the platform has set no voice webhook. Choose something else',
    });
  }
  if (handling.kind === 'FORWARD') {
    const line = (await rows.inboundNumber())?.phoneNumber ?? null;
    const where = { line, country: tenant.country, countries: forwardCountries };
    const reason = forwardRefusal(handling.phoneNumber, where);
    if (reason) return err({ code: 'FORWARD_REFUSED', reason, message: FORWARD_REFUSALS[reason] });
  }
  await rows.calls.setHandling(handling);
  return ok(handling);
}

function readHandling(
  input: SetHandlingInput,
  country: RequestScope['tenant']['country'],
): Outcome<CallHandling, PhoneInvalid> {
  if (input.kind !== 'FORWARD') return ok(input);
  const parsed = parsePhoneNumber(input.phoneNumber, { country });
  return parsed.ok ? ok({ kind: 'FORWARD', phoneNumber: parsed.data }) : parsed;
}
