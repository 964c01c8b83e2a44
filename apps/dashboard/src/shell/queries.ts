import { faultOf } from '@linekeeper/client';
import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query';

/** What the signed-in person has been told. Made anew for each sign-in, so that nothing outlives it. */
export function createQueries(onSignedOut: () => void): QueryClient {
  const onError = (error: unknown) => {
    if (faultOf(error).code === 'UNAUTHORIZED') onSignedOut();
  };
  return new QueryClient({ queryCache: new QueryCache({ onError }), mutationCache: new MutationCache({ onError }) });
}
