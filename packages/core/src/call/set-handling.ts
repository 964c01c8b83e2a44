import {
  type CallHandling,
  err,
  FORWARD_REFUSALS,
  type ForwardRefusalReason,
  type Outcome,
  ok,
  type SetHandlingInput,
  type SetHandlingOutput,
} from '@linekeeper/contract';
import { type PhoneInvalid, parsePhoneNumber } from '@linekeeper/phone-number';
import { run } from '@linekeeper/postgres';
import type { TenantHandle } from '../access/tenant-handle.ts';
import { Prisma } from '../generated/client.ts';
import { findTenantLine } from '../line/tenant-line.ts';
import { countryRefusal, forwardRefusal, sipRefusal } from './forwarding.ts';
import { writeHandling } from './voice-setup.ts';

/** Stores how the tenant's calls are handled, if that's possible for the tenant. */
export async function setHandling(handle: TenantHandle, input: SetHandlingInput): Promise<SetHandlingOutput> {
  const { tenant, config } = handle;
  const read = readHandling(input, tenant.country);
  if (!read.ok) return read;
  const handling = read.data;
  const { platformWebhook, forwardCountries } = config.voice;
  if (handling.kind === 'PLATFORM' && !platformWebhook) {
    return err({
      code: 'NO_PLATFORM_WEBHOOK',
      message: "The people who run this service haven't set up a voice webhook. Choose another option",
    });
  }
  if (handling.kind === 'FORWARD') {
    const line = (await findTenantLine(handle, tenant.id))?.phoneNumber ?? null;
    const where = { line, country: await findOperatorsCountry(handle), countries: forwardCountries };
    const reason = forwardRefusal(handling.phoneNumber, where);
    if (reason === 'COUNTRY') return refused(reason, countryRefusal(handling.phoneNumber, where));
    if (reason) return refused(reason);
  }
  const sipReason = handling.kind === 'SIP' ? sipRefusal(handling.address) : null;
  if (sipReason) return refused(sipReason);
  await writeHandling(handle, handling);
  return ok(handling);
}

function refused(reason: ForwardRefusalReason, message: string = FORWARD_REFUSALS[reason]): SetHandlingOutput {
  return err({ code: 'FORWARD_REFUSED', reason, message });
}

/** Not the country that the tenant chooses itself, because it could then forward calls to any country. */
async function findOperatorsCountry({ client, tenant }: TenantHandle): Promise<string | null> {
  const [row] = await run<{ country: string | null }>(
    client,
    Prisma.sql`SELECT country FROM linekeeper.tenants WHERE id = ${tenant.id}`,
  );
  return row?.country ?? null;
}

function readHandling(
  input: SetHandlingInput,
  country: TenantHandle['tenant']['country'],
): Outcome<CallHandling, PhoneInvalid> {
  if (input.kind !== 'FORWARD') return ok(input);
  const parsed = parsePhoneNumber(input.phoneNumber, { country });
  return parsed.ok ? ok({ kind: 'FORWARD', phoneNumber: parsed.data }) : parsed;
}
