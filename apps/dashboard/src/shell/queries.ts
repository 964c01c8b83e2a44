import { faultOf } from '@linekeeper/client';
import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query';

/** The query keys that the client uses. */
const SESSION = [['linekeeper', 'session', 'get']];
const NUMBER = [['linekeeper', 'phone', 'getInboundNumber']];
const AVAILABILITY = [['linekeeper', 'phone', 'checkAvailability']];

/** Another member, a key or another company can change these at any time. Asked only while the tab is in view. */
const WATCH_MS = 10_000;

/** The query cache of one person and company. Another one gets another cache, so that nothing of one is shown to the other. */
export function createQueries(onSignedOut: () => void): QueryClient {
  const onError = (error: unknown) => {
    const { code } = faultOf(error);
    if (code === 'UNAUTHORIZED') onSignedOut();
    // The company might have been deleted, or the person's role might have changed, so the session is loaded again. If
    // loading the session was itself refused, it isn't repeated.
    if (
      code === 'FORBIDDEN' &&
      queries.getQueryCache().find({ queryKey: SESSION, exact: false })?.state.status === 'success'
    )
      void queries.invalidateQueries({ queryKey: SESSION });
  };
  const queries = new QueryClient({
    queryCache: new QueryCache({ onError }),
    mutationCache: new MutationCache({ onError }),
    // The client's links already retry what can be retried.
    defaultOptions: { queries: { retry: false, networkMode: 'always', refetchOnReconnect: true } },
  });
  queries.setQueryDefaults(NUMBER, { refetchInterval: WATCH_MS });
  queries.setQueryDefaults(AVAILABILITY, { refetchInterval: WATCH_MS });
  return queries;
}
