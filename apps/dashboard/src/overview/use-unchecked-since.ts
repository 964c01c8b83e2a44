import { useEffect, useState } from 'react';
import { uncheckedSince, type Watched } from './unchecked-since.ts';

const TICK_MS = 5_000;

/** {@link uncheckedSince}, looked at every few seconds. */
export function useUncheckedSince(queries: readonly Watched[]): number | null {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), TICK_MS);
    return () => clearInterval(timer);
  }, []);
  return uncheckedSince(queries, now);
}
