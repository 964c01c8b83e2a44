import { NoNumber } from '../inbound-number/no-number.tsx';
import { useFormat } from '../inbound-number/phone.ts';
import { NUMBER } from '../inbound-number/texts.ts';
import { UndoButton } from '../inbound-number/undo-button.tsx';
import type { NumberChange } from '../inbound-number/use-number-change.ts';
import { toChanges } from './changes.ts';
import { useHistory } from './use-history.ts';

interface FormerNumberProps {
  company: string;
  /** Null: the person can't take the number back. */
  change: NumberChange | null;
}

/** For a company without a number: the one that it had last, what that means for callers, and how to take it back. */
export default function FormerNumber({ company, change }: FormerNumberProps) {
  const history = useHistory();
  const format = useFormat();
  // An older answer can name a number from before the last one.
  if (!history.isFetchedAfterMount || !history.data) return <NoNumber company={company} />;
  const last = toChanges(history.data.pages[0]?.events ?? [])[0];
  if (!last?.from || last.to) return <NoNumber company={company} title={NUMBER.none} />;
  const { from } = last;
  const number = format(from);
  return (
    <NoNumber company={company} title={NUMBER.noneNow} text={NUMBER.noneNowLead(number, company)}>
      {change && (
        <>
          <p className="text-sm text-muted">{NUMBER.canTakeBack}</p>
          <UndoButton phoneNumber={from} held={null} change={change} className="mt-3">
            {NUMBER.takeBack(number)}
          </UndoButton>
        </>
      )}
    </NoNumber>
  );
}
