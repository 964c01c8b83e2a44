/** How to reach Linekeeper's API. */
export interface ClientOptions {
  /** The API's address, for example `https://linekeeper.example/trpc`. */
  url: string;
  /** A bearer token: asked for on each request where it is a function, so that it may be renewed. Browsers send their cookie instead. */
  token?: string | (() => string | undefined) | undefined;
  /** Milliseconds until a request is given up; 5,000 where absent. */
  timeoutMs?: number | undefined;
  /** How often a query is asked again after a fault of the network or the server; 2 where absent. Mutations never are. */
  retries?: number | undefined;
  /** Another `fetch`, for example one that goes through a proxy. */
  fetch?: typeof globalThis.fetch | undefined;
}
