import { type PhoneError, unreachable } from '@linekeeper/contract';
import type { PhoneNumber } from '@linekeeper/phone-number';
import { isPhoneInvalid, isPhoneTaken, type LinekeeperClient } from './index.ts';

// Checked by the compiler, run by nobody: the types that a caller sees across the wire.

export async function narrowsToTheNumber(client: LinekeeperClient, phoneNumber: string): Promise<PhoneNumber> {
  const outcome = await client.phone.setInboundNumber.mutate({ phoneNumber });
  // @ts-expect-error there is data only where it is ok
  void outcome.data;
  if (outcome.ok) return outcome.data.phoneNumber;
  if (isPhoneTaken(outcome.error)) return outcome.error.phoneNumber;
  if (isPhoneInvalid(outcome.error)) throw new Error(outcome.error.message);
  return unreachable(outcome.error);
}

export async function keepsTheBrand(client: LinekeeperClient): Promise<void> {
  const inbound = await client.phone.getInboundNumber.query();
  const number: PhoneNumber | undefined = inbound?.phoneNumber;
  // @ts-expect-error a text is no phone number: it went through no parser
  const text: PhoneNumber = '+14155238886';
  // @ts-expect-error and the brand is no `any`
  const other: 42 | undefined = inbound?.phoneNumber;
  void [number, text, other];
}

export async function refusesUnknownInput(client: LinekeeperClient): Promise<void> {
  // @ts-expect-error the tenant is the caller's own, never an input
  await client.phone.setInboundNumber.mutate({ phoneNumber: '+14155238886', tenantId: 'another' });
  // @ts-expect-error no such country
  await client.phone.checkAvailability.query({ phoneNumber: '020 7946 0018', country: 'ZZ' });
}

export function forgetsOne(error: PhoneError): unknown {
  if (isPhoneTaken(error)) return error.phoneNumber;
  // @ts-expect-error PHONE_INVALID is left
  return unreachable(error);
}
