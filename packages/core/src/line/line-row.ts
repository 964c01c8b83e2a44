import type { InboundNumber } from '@linekeeper/contract';
import type { PhoneNumber } from '@linekeeper/phone-number';

/** A row of linekeeper.lines as raw SQL returns it. */
export interface LineRow {
  e164: string;
  claimed_at: Date;
}

export function toInboundNumber(row: LineRow): InboundNumber {
  // A stored number isn't validated again, because it can be missing from today's numbering plan.
  return { phoneNumber: row.e164 as PhoneNumber, claimedAt: row.claimed_at.toISOString() };
}
