import type { PhoneNumber } from '@linekeeper/phone-number';
import { useFormat } from '../inbound-number/phone.ts';
import { NUMBER } from '../inbound-number/texts.ts';
import { UndoButton } from '../inbound-number/undo-button.tsx';
import type { NumberChange } from '../inbound-number/use-number-change.ts';
import { day } from '../ui/when.tsx';
import { changeToUndo } from './change-to-undo.ts';
import { toChanges } from './changes.ts';
import { useHistory } from './use-history.ts';

/** For a company whose number was changed: the one that it had before, and how to use it again. */
export default function NumberBefore({ held, change }: { held: PhoneNumber; change: NumberChange }) {
  const history = useHistory();
  const format = useFormat();
  // An older answer can name a number from before the last one.
  if (!history.isFetchedAfterMount || !history.data) return null;
  const last = changeToUndo(toChanges(history.data.pages[0]?.events ?? []), held);
  if (!last) return null;
  const number = format(last.from);
  return (
    <div className="mt-5">
      <p className="text-sm text-muted">{NUMBER.numberBefore(number, day(last.at))}</p>
      <UndoButton phoneNumber={last.from} held={held} change={change} className="mt-3">
        {NUMBER.undo(number)}
      </UndoButton>
    </div>
  );
}
