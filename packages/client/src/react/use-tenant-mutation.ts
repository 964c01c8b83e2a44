import { useEffect, useRef } from 'react';
import { trpc } from './trpc.ts';

/**
 * A mutation of this procedure. When the provider's token changes, a mutation in progress keeps the client that it was started
 * with, which cancels it. Its answer is dropped, because the answer was for another tenant.
 */
export function useTenantMutation<Options, T extends { reset: () => void }>(
  procedure: { useMutation: (options: Options) => T },
  options: Options,
): T {
  const utils = trpc.useUtils();
  const former = useRef(utils);
  const forget = useRef<() => void>(() => {});
  // This must come before the mutation's own effect, which gives a mutation in progress the function of the new client. If the
  // function wasn't called yet, the call would be sent with the new token, and change the line of the other tenant.
  useEffect(() => {
    if (former.current === utils) return;
    former.current = utils;
    forget.current();
  });
  const mutation = procedure.useMutation(options);
  useEffect(() => {
    forget.current = mutation.reset;
  });
  return mutation;
}
