import { Undo } from '../inbound-number/number-result.tsx';
import type { NumberChange } from '../inbound-number/use-number-change.ts';
import { toChanges } from './changes.ts';
import { useHistory } from './use-history.ts';

/** For a company without a number: takes back the one that it released last. */
export default function UndoRelease({ change }: { change: NumberChange }) {
  const history = useHistory();
  const last = toChanges(history.data?.pages[0]?.events ?? [])[0];
  // An older answer can name a number from before the last one.
  if (!history.isFetchedAfterMount || !last?.from || last.to) return null;
  return <Undo before={last.from} now={null} change={change} />;
}
