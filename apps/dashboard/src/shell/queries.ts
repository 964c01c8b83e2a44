import { faultOf } from '@linekeeper/client';
import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query';

/** How the client names its query of the session. */
const SESSION = [['linekeeper', 'session', 'get']];

/** What the signed-in person has been told. Made anew for each sign-in, so that nothing outlives it. */
export function createQueries(onSignedOut: () => void): QueryClient {
  const onError = (error: unknown) => {
    const { code } = faultOf(error);
    if (code === 'UNAUTHORIZED') onSignedOut();
    // The company that is shown may be gone, or the person's role has changed. Not asked again if asking was refused.
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
