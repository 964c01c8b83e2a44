declare global {
  interface Window {
    /**
     * public/early.js asked for the session and the number before this code was loaded. Undefined if it couldn't: the
     * company isn't theirs, or nobody is signed in.
     */
    earlyNumber?: Promise<Response | undefined> | undefined;
  }
}

/** What public/early.js requests. If the first request is another one, its answer isn't used. */
const EARLY_URL = '/trpc/session.get,phone.getInboundNumber?batch=1';

/** `fetch`, with the early answer for the first request. It's as old as the page, so it's used only then. */
export async function fetchWithEarlyAnswer(input: RequestInfo | URL, init?: RequestInit): Promise<Response> {
  const early = window.earlyNumber;
  window.earlyNumber = undefined;
  return (input === EARLY_URL && (await early)) || fetch(input, init);
}
