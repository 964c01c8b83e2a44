import { type SetInboundNumberError, unreachable } from '@linekeeper/contract';
import type { PhoneNumber } from '@linekeeper/phone-number';
import { isNumberChanged, isPhoneInvalid, isPhoneTaken, type LinekeeperClient } from './index.ts';

// Only the compiler checks this file. It never runs. These are the types that a caller sees over the network.

export async function narrowsToTheNumber(client: LinekeeperClient, phoneNumber: string): Promise<PhoneNumber> {
  const outcome = await client.phone.setInboundNumber.mutate({ phoneNumber });
  // @ts-expect-error only a success has data
  void outcome.data;
  if (outcome.ok) return outcome.data.phoneNumber;
  if (isPhoneTaken(outcome.error)) return outcome.error.phoneNumber;
  if (isPhoneInvalid(outcome.error)) throw new Error(outcome.error.message);
  if (isNumberChanged(outcome.error)) return phoneNumberOf(outcome.error.current);
  return unreachable(outcome.error);
}

function phoneNumberOf(current: PhoneNumber | null): PhoneNumber {
  if (!current) throw new Error('The company has no number');
  return current;
}

export async function keepsTheBrand(client: LinekeeperClient): Promise<void> {
  const inbound = await client.phone.getInboundNumber.query();
  const number: PhoneNumber | undefined = inbound?.phoneNumber;
  // @ts-expect-error a string that wasn't parsed isn't a phone number
  const text: PhoneNumber = '+14155238886';
  // @ts-expect-error the brand isn't `any`
  const other: 42 | undefined = inbound?.phoneNumber;
  void [number, text, other];
}

export async function refusesUnknownInput(client: LinekeeperClient): Promise<void> {
  // @ts-expect-error the tenant is never an input
  await client.phone.setInboundNumber.mutate({ phoneNumber: '+14155238886', tenantId: 'another' });
  // @ts-expect-error no such country
  await client.phone.checkAvailability.query({ phoneNumber: '020 7946 0018', country: 'ZZ' });
}

export function forgetsOne(error: SetInboundNumberError): unknown {
  if (isPhoneTaken(error)) return error.phoneNumber;
  if (isPhoneInvalid(error)) return error.reason;
  // @ts-expect-error NUMBER_CHANGED isn't handled
  return unreachable(error);
}
