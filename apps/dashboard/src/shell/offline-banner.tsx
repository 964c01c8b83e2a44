import { WifiOff } from 'lucide-react';
import { useIsOnline } from '../ui/use-is-online.ts';
import { SHELL } from './texts.ts';

/** What is shown is asked for again when the browser is back online; see createQueries. */
export function OfflineBanner() {
  const isOnline = useIsOnline();
  return (
    <div role="status" className="sticky top-0 z-10">
      {!isOnline && (
        <p className="flex items-start gap-2.5 border-b border-warn/40 bg-warn-soft px-4 py-3 text-sm sm:px-8">
          <WifiOff aria-hidden className="mt-0.5 size-4 shrink-0 text-warn" />
          {SHELL.offline}
        </p>
      )}
    </div>
  );
}
