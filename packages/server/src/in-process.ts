import type {
  CheckAvailabilityOutput,
  GetHistoryOutput,
  GetInboundNumberOutput,
  Permission,
  ReleaseInboundNumberOutput,
  SetInboundNumberOutput,
} from '@linekeeper/contract';
import { appRouter, createCallerFactory, createContext, type TenantDatabase } from '@linekeeper/core';
import { ActorOfHost, checked, TenantOfHost } from './identity.ts';

/** Who does it, for the history, and how to read the number. */
export interface CallOptions {
  actor: ActorOfHost;
  /** The country of a national number. Default: the tenant's. Null: only numbers with a calling code are accepted. */
  country?: string | null | undefined;
}

/**
 * The number of one tenant, for the host's own code. The rules, limits, history and outcomes are the same as in the API.
 * Faults are thrown as `TRPCError`, with the API's `code`.
 */
export interface TenantPhone {
  checkAvailability(text: string, options: CallOptions): Promise<CheckAvailabilityOutput>;
  setInboundNumber(text: string, options: CallOptions): Promise<SetInboundNumberOutput>;
  releaseInboundNumber(options: Pick<CallOptions, 'actor'>): Promise<ReleaseInboundNumberOutput>;
  getInboundNumber(): Promise<GetInboundNumberOutput>;
  /** A page of the changes of its lines, newest first. No `cursor`: the first page. */
  getHistory(cursor?: string): Promise<GetHistoryOutput>;
}

const createCaller = createCallerFactory(appRouter);
const PERMISSIONS: readonly Permission[] = ['inboundNumber:read', 'inboundNumber:update'];
/** For reads, which don't appear in the history. */
const READER: ActorOfHost = { type: 'SYSTEM', name: 'Reader' };

/** A tenant, or only its id. If it isn't registered yet, its id becomes its name. */
export function tenantPhone(db: TenantDatabase, given: string | TenantOfHost): TenantPhone {
  const phoneAs = (actor: ActorOfHost) => {
    const context = createContext({
      db,
      async resolvePrincipal() {
        const described = checked(
          TenantOfHost,
          typeof given === 'string' ? { id: given } : given,
          'forTenant() was given',
        );
        return {
          kind: 'host',
          actor: checked(ActorOfHost, actor, 'The actor is'),
          tenant: await db.registerTenant(described),
          permissions: PERMISSIONS,
        };
      },
    });
    return createCaller(context).phone;
  };
  // The procedure's own schema, which also checks the country.
  const input = (phoneNumber: string, country: string | null | undefined) =>
    ({ phoneNumber, ...(country !== undefined && { country }) }) as { phoneNumber: string };
  return {
    checkAvailability: (text, { actor, country }) => phoneAs(actor).checkAvailability(input(text, country)),
    setInboundNumber: (text, { actor, country }) => phoneAs(actor).setInboundNumber(input(text, country)),
    releaseInboundNumber: ({ actor }) => phoneAs(actor).releaseInboundNumber({}),
    getInboundNumber: () => phoneAs(READER).getInboundNumber(),
    getHistory: (cursor) => phoneAs(READER).getHistory(cursor === undefined ? undefined : { cursor }),
  };
}
