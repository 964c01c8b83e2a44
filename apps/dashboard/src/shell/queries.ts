import { faultOf } from '@linekeeper/client';
import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query';

/** The query key that the client uses for the session. */
const SESSION = [['linekeeper', 'session', 'get']];

/** The query cache. Each sign-in gets a new one, so that no data of one person is shown to the next. */
export function createQueries(onSignedOut: () => void): QueryClient {
  const onError = (error: unknown) => {
    const { code } = faultOf(error);
    if (code === 'UNAUTHORIZED') onSignedOut();
    // The company may have been deleted, or the person's role may have changed, so the session is loaded again. If loading
    // the session was itself refused, it isn't repeated.
    if (
      code === 'FORBIDDEN' &&
      queries.getQueryCache().find({ queryKey: SESSION, exact: false })?.state.status === 'success'
    )
      void queries.invalidateQueries({ queryKey: SESSION });
  };
  const queries = new QueryClient({
    queryCache: new QueryCache({ onError }),
    mutationCache: new MutationCache({ onError }),
  });
  return queries;
}
