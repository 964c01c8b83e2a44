import { useFormat } from '../inbound-number/phone.ts';
import { NUMBER } from '../inbound-number/texts.ts';
import type { NumberChange } from '../inbound-number/use-number-change.ts';
import { Button } from '../ui/button.tsx';
import { toChanges } from './changes.ts';
import { useHistory } from './use-history.ts';

/** For a company without a number: takes back the one that it released last. */
export default function UndoRelease({ change }: { change: NumberChange }) {
  const history = useHistory();
  const format = useFormat();
  const last = toChanges(history.data?.pages[0]?.events ?? [])[0];
  // An older answer can name a number from before the last one.
  if (!history.isFetchedAfterMount || !last?.from || last.to) return null;
  const { from } = last;
  return (
    <Button
      look="secondary"
      className="tabular-nums"
      needsServer
      onClick={() => void (change.pending || change.claim(from, null, true))}
    >
      {NUMBER.takeBack(format(from))}
    </Button>
  );
}
