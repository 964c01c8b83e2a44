import { type Answer, type Call, json } from './call.ts';
import { callHandlingDoor } from './call-handling-door.ts';
import { crossOriginHeaders, preflight } from './cross-origin.ts';
import { type Door, METHODS, type Method } from './door.ts';
import { HttpError, httpFault, refuseUsually } from './http-fault.ts';
import { logFault } from './log.ts';
import { type OpenApiDoorOptions, openApiDoor } from './openapi/open-api-door.ts';
import { type OrganizationDoorOptions, organizationDoor } from './organization/organization-door.ts';
import { refuseOtherSites } from './other-sites.ts';
import { type TrpcDoorOptions, trpcDoor } from './trpc-door.ts';
import { twilioDoors } from './twilio-doors.ts';

export interface HandlerOptions extends DoorsOptions {
  /** The origins of our own pages, whose requests can carry a person's cookie; see {@link refuseOtherSites}. */
  trustedOrigins?: ReadonlySet<string> | undefined;
}

/** All doors behind one function. Adapters for servers turn their request into a {@link Call}. */
export interface Handler {
  /** For a host that routes by itself. */
  doors: readonly Door[];
  /** The door for a decoded path, if there is one. */
  find(path: string): Door | undefined;
  /** Never throws: a fault is an answer too. */
  answer(call: Call): Promise<Answer>;
}

export function createHandler({ trustedOrigins, ...options }: HandlerOptions): Handler {
  const doors = createDoors(options);
  const exact = new Map(doors.map((door) => [door.path, door]));
  const below = doors.filter(({ path }) => path.endsWith('/*')).map((door) => [door.path.slice(0, -1), door] as const);
  const find = (path: string) => exact.get(path) ?? below.find(([prefix]) => path.startsWith(prefix))?.[1];

  function refuse(error: unknown, call: Call): Answer {
    const answer = find(call.path)?.refuse?.(error, call) ?? refuseUsually(error);
    if (answer.status >= 500) logFault(options.log, answer.status, error, { requestId: call.requestId });
    return answer;
  }

  async function enter(door: Door, call: Call): Promise<Answer> {
    const method = call.method === 'HEAD' ? 'GET' : call.method;
    const answers = door.methods[method as Method];
    if (!answers) {
      if (method === 'OPTIONS' && door.crossOrigin) return preflight(door.crossOrigin, methodsOf(door), call);
      await door.onWrongMethod?.(call);
      throw new HttpError(405, door.usage);
    }
    const { origin } = call.headers;
    const named = origin !== undefined && door.crossOrigin?.origins.get(origin)?.credentials;
    if (!named) refuseOtherSites(method, call.headers, trustedOrigins);
    if (method !== 'GET') checkMediaType(call, door.accepts);
    return answers(call);
  }

  return {
    doors,
    find,
    async answer(call) {
      const door = find(call.path);
      if (!door) return json(404, httpFault(404), NO_STORE);
      const answer = await enter(door, call).catch((error: unknown) => refuse(error, call));
      return {
        ...answer,
        headers: {
          ...NO_STORE,
          ...(door.crossOrigin && crossOriginHeaders(door.crossOrigin, call)),
          ...(answer.status === 405 && { allow: methodsOf(door).join(', ') }),
          ...answer.headers,
        },
      };
    },
  };
}

/** Unless a door says otherwise. */
const NO_STORE = { 'cache-control': 'no-store' };

function methodsOf(door: Door): Method[] {
  return METHODS.filter((method) => door.methods[method]);
}

/** Refuses what a form on another site can send without a preflight request. A request without a body needs no type. */
function checkMediaType({ headers }: Call, accepted = 'application/json'): void {
  const type = headers['content-type'];
  const hasBody = headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;
  if (type === undefined ? hasBody : type.split(';', 1)[0]?.trim().toLowerCase() !== accepted) {
    throw new HttpError(415, accepted === 'application/json' ? undefined : `Send content-type: ${accepted}`);
  }
}

type DoorsOptions = TrpcDoorOptions & OrganizationDoorOptions & OpenApiDoorOptions;

/** Every door of the API. */
function createDoors(options: DoorsOptions): Door[] {
  return [
    trpcDoor(options),
    organizationDoor(options),
    openApiDoor(options),
    callHandlingDoor(options),
    ...twilioDoors(options),
  ];
}
