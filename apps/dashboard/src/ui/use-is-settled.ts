import { useEffect, useState } from 'react';

/** Longer than the slowest double click. */
const SETTLE_MS = 700;

/**
 * False at first: until then, a click could be the second one of a double click on what was in this place before. Buttons that
 * appear under the pointer and change something let such clicks pass.
 */
export function useIsSettled(): boolean {
  const [isSettled, setSettled] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(true), SETTLE_MS);
    return () => clearTimeout(timer);
  }, []);
  return isSettled;
}
