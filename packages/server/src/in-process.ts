import type {
  CheckAvailabilityOutput,
  GetHistoryOutput,
  GetInboundNumberOutput,
  Permission,
  ReleaseInboundNumberOutput,
  SetInboundNumberOutput,
} from '@linekeeper/contract';
import {
  type ActingTenant,
  apiOf,
  createContext,
  type DatabaseScope,
  findTenant,
  messageOfFault,
  registerTenant,
  type TenantDescription,
  type TenantId,
} from '@linekeeper/core';
import { TRPCError } from '@trpc/server';
import type { ReadTenant } from './host-tenants.ts';
import { ActorOfHost, checked, type TenantOfHost } from './identity.ts';

export interface ForTenantOptions {
  /**
   * False: calls for a company that Linekeeper doesn't know throw FORBIDDEN, so that a mistyped id can't create a company. True,
   * the default: it's registered when it checks or claims a number. Reading and releasing register nothing.
   */
  register?: boolean | undefined;
}

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
  /** A check doesn't appear in the history, so it needs no actor. */
  checkAvailability(text: string, options?: Partial<CallOptions>): Promise<CheckAvailabilityOutput>;
  /** `expected`: the number that the person saw; null: none. If it has changed since then, the answer is NUMBER_CHANGED. */
  setInboundNumber(
    text: string,
    options: CallOptions & { expected?: string | null | undefined },
  ): Promise<SetInboundNumberOutput>;
  releaseInboundNumber(options: {
    actor: ActorOfHost;
    expected?: string | undefined;
  }): Promise<ReleaseInboundNumberOutput>;
  getInboundNumber(): Promise<GetInboundNumberOutput>;
  /** A page of the changes of its lines, newest first. No `cursor`: the first page. */
  getHistory(cursor?: string): Promise<GetHistoryOutput>;
}

const PERMISSIONS: readonly Permission[] = ['inboundNumber:read', 'inboundNumber:update'];
/** For reads, which don't appear in the history. */
const READER: ActorOfHost = { type: 'SYSTEM', name: 'Reader' };

/** As in the API, the message of BAD_REQUEST names the field and the rule. The error's own message is a list in JSON. */
function explained<T>(call: Promise<T>): Promise<T> {
  return call.catch((error: unknown) => {
    if (!(error instanceof TRPCError) || error.code !== 'BAD_REQUEST') throw error;
    throw new TRPCError({ code: 'BAD_REQUEST', message: messageOfFault(error), cause: error.cause });
  });
}

/** A tenant, or only its id. If it isn't registered yet, its id becomes its name. */
export function tenantPhone(
  { db, readTenant }: { db: DatabaseScope; readTenant: ReadTenant },
  given: string | TenantOfHost,
  { register = true }: ForTenantOptions = {},
): TenantPhone {
  const phoneAs = (actor: ActorOfHost, findOrRegister: (described: TenantDescription) => Promise<ActingTenant>) => {
    const context = createContext({
      db,
      async resolvePrincipal() {
        const described = readTenant(typeof given === 'string' ? { id: given } : given, 'forTenant() was given');
        return {
          kind: 'host',
          actor: checked(ActorOfHost, actor, 'The actor is'),
          tenant: await (register ? findOrRegister(described) : findKnown(described)),
          permissions: PERMISSIONS,
        };
      },
    });
    return apiOf(context).phone;
  };
  const findKnown = async ({ id }: TenantDescription) => {
    const tenant = await findTenant(db, id);
    if (!tenant) throw new TRPCError({ code: 'FORBIDDEN', message: `No company has the id "${id}"` });
    return tenant;
  };
  /** A company that isn't registered has no number to read or to release. */
  const asNamed = (actor: ActorOfHost) =>
    phoneAs(actor, async ({ id, name = id }) => ({ id: id as TenantId, name, country: null }));
  const as = (actor: ActorOfHost) => phoneAs(actor, (described) => registerTenant(db, described));
  // The procedure's own schema checks them.
  const input = (
    phoneNumber: string,
    { country, ...more }: { country?: string | null | undefined; expected?: unknown },
  ) => ({ phoneNumber, ...more, ...(country !== undefined && { country }) }) as { phoneNumber: string };
  return {
    checkAvailability: (text, { actor = READER, country } = {}) =>
      explained(as(actor).checkAvailability(input(text, { country }))),
    setInboundNumber: (text, { actor, country, expected }) =>
      explained(as(actor).setInboundNumber(input(text, { country, expected }))),
    releaseInboundNumber: ({ actor, expected }) =>
      explained(asNamed(actor).releaseInboundNumber(expected === undefined ? {} : { expected })),
    getInboundNumber: () => asNamed(READER).getInboundNumber(),
    getHistory: (cursor) => explained(asNamed(READER).getHistory(cursor === undefined ? undefined : { cursor })),
  };
}
