import { useEffect, useRef } from 'react';
import { trpc } from './trpc.ts';

/** The mutation, which forgets its answer when the provider's token changes: it was for the former token's tenant. */
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
