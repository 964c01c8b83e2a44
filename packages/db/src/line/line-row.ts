import type { InboundNumber, PhoneNumber } from '@linekeeper/contract';

/** A row of linekeeper.lines as raw SQL answers it. */
export interface LineRow {
  e164: string;
  claimed_at: Date;
}

export function toInboundNumber(row: LineRow): InboundNumber {
  // Never judged again on read: a stored number may have left its country's plan since.
  return { phoneNumber: row.e164 as PhoneNumber, claimedAt: row.claimed_at.toISOString() };
}
