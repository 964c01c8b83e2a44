/** How to reach Linekeeper's API. */
export interface ClientOptions {
  /** The API's address, for example `https://linekeeper.example/trpc`. */
  url: string;
  /**
   * A bearer token. A function is called before each request, so it can renew the token. If the server refuses a token, the
   * function is called once more with it, and the call is repeated. Browsers send their cookie instead.
   */
  token?: string | TokenFunction | undefined;
  /** The id of the tenant to act for, for people who are members of several. It is sent in the header `linekeeper-tenant`. */
  tenant?: string | undefined;
  /** Timeout of a request in milliseconds. Default: 5,000. */
  timeoutMs?: number | undefined;
  /** How often a query is retried after a fault of the network or the server. Default: 2. Mutations are never retried. */
  retries?: number | undefined;
  /** Another `fetch`, for example one that goes through a proxy. */
  fetch?: typeof globalThis.fetch | undefined;
}

/** `refused` is the token that the server has just refused, so that the function can drop its cached token. */
export type TokenFunction = (refused?: string) => string | undefined | Promise<string | undefined>;
