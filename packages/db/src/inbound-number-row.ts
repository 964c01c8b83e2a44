import type { InboundNumber, PhoneNumber } from '@linekeeper/contract';

/** A row of inbound_numbers as raw SQL answers it. */
export interface InboundNumberRow {
  e164: string;
  claimed_at: Date;
}

export function toInboundNumber(row: InboundNumberRow): InboundNumber {
  // Never judged again on read: a stored number may have left its country's plan since.
  return { phoneNumber: row.e164 as PhoneNumber, claimedAt: row.claimed_at.toISOString() };
}
