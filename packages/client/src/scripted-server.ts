import {
  CheckAvailabilityInput,
  CheckAvailabilityOutput,
  CreateApiKeyInput,
  CreateApiKeyOutput,
  CurrentSession,
  GetInboundNumberOutput,
  ListApiKeysInput,
  ListApiKeysOutput,
  ListCallsInput,
  ListCallsOutput,
  MAX_BATCH_SIZE,
  ReleaseInboundNumberInput,
  ReleaseInboundNumberOutput,
  ResolveManyInput,
  ResolveManyOutput,
  RevokeApiKeyInput,
  RevokeApiKeyOutput,
  SetCredentialsInput,
  SetCredentialsOutput,
  SetHandlingInput,
  SetHandlingOutput,
  SetInboundNumberInput,
  SetInboundNumberOutput,
  SimulateCallInput,
  SimulatedCall,
  TENANT_HEADER,
  VoiceSetup,
} from '@linekeeper/contract';
import { initTRPC, TRPCError } from '@trpc/server';
import { fetchRequestHandler } from '@trpc/server/adapters/fetch';

/** A procedure call as the server received it. */
export interface Call {
  path: string;
  input: unknown;
  /** From the header `authorization`. */
  token: string | null;
  /** The tenant that the header names. */
  tenant: string | null;
}

interface Context {
  handle(path: string, input: unknown): Promise<unknown>;
}

const t = initTRPC.context<Context>().create({
  isDev: false,
  errorFormatter: ({ shape, error }) => ({
    ...shape,
    data: { ...shape.data, retryAfterSeconds: error instanceof TooMany ? error.seconds : undefined },
  }),
});

/** The fault of a company that has used up its limit. */
export class TooMany extends TRPCError {
  constructor(readonly seconds: number) {
    super({ code: 'TOO_MANY_REQUESTS' });
  }
}

/** Answers `path` as the test says. */
function scripted(path: string) {
  return ({ ctx, input }: { ctx: Context; input: unknown }): Promise<never> =>
    ctx.handle(path, input) as Promise<never>;
}

const { router, procedure } = t;
const appRouter = router({
  apiKey: router({
    create: procedure.input(CreateApiKeyInput).output(CreateApiKeyOutput).mutation(scripted('apiKey.create')),
    list: procedure.input(ListApiKeysInput).output(ListApiKeysOutput).query(scripted('apiKey.list')),
    revoke: procedure.input(RevokeApiKeyInput).output(RevokeApiKeyOutput).mutation(scripted('apiKey.revoke')),
  }),
  phone: router({
    checkAvailability: procedure
      .input(CheckAvailabilityInput)
      .output(CheckAvailabilityOutput)
      .query(scripted('phone.checkAvailability')),
    setInboundNumber: procedure
      .input(SetInboundNumberInput)
      .output(SetInboundNumberOutput)
      .mutation(scripted('phone.setInboundNumber')),
    getInboundNumber: procedure.output(GetInboundNumberOutput).query(scripted('phone.getInboundNumber')),
    releaseInboundNumber: procedure
      .input(ReleaseInboundNumberInput)
      .output(ReleaseInboundNumberOutput)
      .mutation(scripted('phone.releaseInboundNumber')),
    resolveMany: procedure.input(ResolveManyInput).output(ResolveManyOutput).query(scripted('phone.resolveMany')),
  }),
  session: router({ get: procedure.output(CurrentSession).query(scripted('session.get')) }),
  voice: router({
    getSetup: procedure.output(VoiceSetup).query(scripted('voice.getSetup')),
    listCalls: procedure.input(ListCallsInput).output(ListCallsOutput).query(scripted('voice.listCalls')),
    setCredentials: procedure
      .input(SetCredentialsInput)
      .output(SetCredentialsOutput)
      .mutation(scripted('voice.setCredentials')),
    setHandling: procedure.input(SetHandlingInput).output(SetHandlingOutput).mutation(scripted('voice.setHandling')),
    simulateCall: procedure.input(SimulateCallInput).output(SimulatedCall).mutation(scripted('voice.simulateCall')),
  }),
});

/**
 * A server for fast tests of the client. It has tRPC's wire format and the contract's schemas behind an in-memory `fetch`.
 * Only the answers are scripted. The promises of the API are tested against the real server in `tests/`.
 */
export class ScriptedServer {
  /** Every request, with the number of its calls. */
  readonly requests: { method: string; url: string; body: string; calls: number }[] = [];
  /** Every call, in order. */
  readonly calls: Call[] = [];
  /** Answers a whole request, as a proxy does. It can return nothing to let the request through, or throw like a network. */
  intercept: () => Response | undefined | Promise<Response | undefined> = () => undefined;
  readonly #answers = new Map<string, (call: Call) => unknown>();

  /** Sets the answer of a procedure: a value, or a function that returns or throws. */
  answer(path: string, answer: unknown): void {
    this.#answers.set(path, typeof answer === 'function' ? (answer as (call: Call) => unknown) : () => answer);
  }

  callsOf(path: string): Call[] {
    return this.calls.filter((call) => call.path === path);
  }

  readonly fetch: typeof globalThis.fetch = async (input, init) => {
    const signal = init?.signal;
    signal?.throwIfAborted();
    const gone = new Promise<never>((_, reject) => {
      signal?.addEventListener('abort', () => reject(signal.reason as Error));
    });
    return Promise.race([this.#respond(input as string, init), gone]);
  };

  async #respond(url: string, init: RequestInit | undefined): Promise<Response> {
    const { method = 'GET', body = '', headers = {} } = init ?? {};
    const request = new Request(new URL(url, 'http://linekeeper.test'), {
      method,
      headers,
      ...(method === 'GET' ? {} : { body: body ?? '' }),
    });
    const calls = new URL(request.url).pathname.split(',').length;
    this.requests.push({ method, url: request.url, body: body as string, calls });
    const whole = await this.intercept();
    if (whole) return whole;
    const token = request.headers.get('authorization');
    const tenant = request.headers.get(TENANT_HEADER);
    return fetchRequestHandler({
      endpoint: '/trpc',
      req: request,
      router: appRouter,
      allowMethodOverride: true,
      maxBatchSize: MAX_BATCH_SIZE,
      createContext: () => ({ handle: (path, input) => this.#handle({ path, input, token, tenant }) }),
    });
  }

  async #handle(call: Call): Promise<unknown> {
    this.calls.push(call);
    const answer = this.#answers.get(call.path);
    if (!answer) throw new Error(`The test has no answer for ${call.path}`);
    return answer(call);
  }
}
