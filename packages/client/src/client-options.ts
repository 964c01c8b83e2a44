/** How to reach Linekeeper's API. */
export interface ClientOptions {
  /** The API's address, for example `https://linekeeper.example/trpc`. */
  url: string;
  /** A bearer token. A function is asked for it before each request, so that it can be renewed. Browsers send their cookie instead. */
  token?: string | (() => string | undefined | Promise<string | undefined>) | undefined;
  /** Milliseconds until a request is given up; 5,000 if absent. */
  timeoutMs?: number | undefined;
  /** How often a query is asked again after a fault of the network or the server; 2 if absent. Mutations never are. */
  retries?: number | undefined;
  /** Another `fetch`, for example one that goes through a proxy. */
  fetch?: typeof globalThis.fetch | undefined;
}
