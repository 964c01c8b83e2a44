import { useEffect, useRef } from 'react';
import { trpc } from './trpc.ts';

/**
 * Returns the mutation, and drops its answer when the provider's token changes, because the answer was for another
 * tenant.
 */
export function useForgotten<T extends { reset: () => void }>(mutation: T): T {
  const utils = trpc.useUtils();
  const former = useRef(utils);
  useEffect(() => {
    if (former.current === utils) return;
    former.current = utils;
    mutation.reset();
  });
  return mutation;
}
