import { PhoneNumber } from '@linekeeper/phone-number';
import { z } from 'zod';

/**
 * Why a line changed its holder.
 * - CLAIMED, RELEASED: the tenant did it. A tenant that claims another number releases the one that it held.
 * - MOVED: copied from the legacy system.
 * - ASSIGNED: an operator decided whose line it is.
 * - TENANT_DELETED: the tenant that held it was deleted.
 */
export const LineEventKind = z.enum(['CLAIMED', 'RELEASED', 'MOVED', 'ASSIGNED', 'TENANT_DELETED']);
export type LineEventKind = z.infer<typeof LineEventKind>;

/** Who did it: a person, an API key, the operator of the platform, or the system (demo data). */
export const ActorType = z.enum(['PERSON', 'API_KEY', 'OPERATOR', 'SYSTEM']);
export type ActorType = z.infer<typeof ActorType>;

/** A change of one of the tenant's lines, as the tenant sees it. It never names another tenant. */
export const LineEvent = z.object({
  /** Opaque. It doesn't reveal how many events there are between two of them. */
  id: z.string(),
  /** ISO 8601, UTC. */
  at: z.iso.datetime(),
  phoneNumber: PhoneNumber,
  kind: LineEventKind,
  /** Whether the tenant got the line or gave it up. */
  change: z.enum(['GAINED', 'LOST']),
  /** The name is the one at that time: it stays when the person or the key is deleted. */
  actor: z.object({ type: ActorType, name: z.string() }),
});
export type LineEvent = z.infer<typeof LineEvent>;
