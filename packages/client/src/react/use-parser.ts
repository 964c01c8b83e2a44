import type { parsePhoneNumber } from '@linekeeper/phone-number/parser';
import { useEffect, useState } from 'react';

type Parse = typeof parsePhoneNumber;

let loaded: Parse | null = null;

/**
 * The parser, which is loaded after the first render with this hook, because it brings the numbering plans of every country.
 * Null until it's loaded, and if it can't be loaded or isn't wanted.
 */
export function useParser(isWanted: boolean): { parse: Parse | null; isLoading: boolean } {
  const [state, setState] = useState(() => ({ parse: loaded, isLoading: isWanted && !loaded }));
  useEffect(() => {
    if (!isWanted || loaded) return;
    import('@linekeeper/phone-number/parser').then(
      ({ parsePhoneNumber }) => {
        loaded = parsePhoneNumber;
        setState({ parse: loaded, isLoading: false });
      },
      () => setState({ parse: null, isLoading: false }),
    );
  }, [isWanted]);
  return isWanted ? state : { parse: null, isLoading: false };
}
