import { unreachable } from '@linekeeper/contract';
import { lazy, Suspense } from 'react';
import { useWorkplace } from '../shell/company.ts';
import { asSentence } from '../ui/as-sentence.ts';
import { Button } from '../ui/button.tsx';
import { Announced, Notice } from '../ui/notice.tsx';
import { useFormat } from './phone.ts';
import { TakenHelp } from './taken-help.tsx';
import { NUMBER } from './texts.ts';
import { UndoButton } from './undo-button.tsx';
import { isTooLate, type NumberChange, type NumberResult } from './use-number-change.ts';

// The setup brings the numbering plans, which this page loads later. Without it, the notice has no next step.
const NextStep = lazy(() => import('../voice/next-step.tsx').catch(() => ({ default: () => null })));

/** The result of the last change, with the next step and an undo. */
export function NumberResultNotice({ change }: { change: NumberChange }) {
  const { result, pending, isSlow } = change;
  const waiting = pending === 'CONFIRMING' ? NUMBER.confirming : isSlow ? NUMBER.slow : null;
  return (
    <>
      <Announced>{waiting && <Notice title={waiting} />}</Announced>
      <Announced>{result && <Result key={result.status} result={result} change={change} />}</Announced>
      {/* To read, but too long to be announced. */}
      {isTooLate(result) && <TakenHelp key={result.phoneNumber} phoneNumber={result.phoneNumber} isFormer />}
    </>
  );
}

function Result({ result, change }: { result: NumberResult; change: NumberChange }) {
  const format = useFormat();
  switch (result.status) {
    case 'SAVED':
      return <Saved result={result} change={change} />;
    case 'RELEASED':
      return (
        <Notice tone="good" takesFocus title={NUMBER.released(format(result.before))}>
          <p>{NUMBER.releasedText}</p>
          <div className="mt-3">
            <UndoButton phoneNumber={result.before} held={null} change={change}>
              {NUMBER.undo(format(result.before))}
            </UndoButton>
          </div>
        </Notice>
      );
    case 'REFUSED': {
      // The refusal of a typed number is shown next to the field.
      if (!result.isUndo) return null;
      const isTaken = result.error.code === 'PHONE_TAKEN';
      return (
        <Notice
          tone="bad"
          takesFocus
          title={isTaken ? NUMBER.tooLate(format(result.phoneNumber)) : result.error.message}
        >
          <p>{NUMBER.tooLateText(result.before && format(result.before))}</p>
        </Notice>
      );
    }
    case 'FAULT':
      return (
        <Notice tone="bad" takesFocus title={result.lost ? NUMBER.checkedNotSaved : NUMBER.notSaved}>
          <p>{asSentence(result.message)}</p>
        </Notice>
      );
    case 'UNCONFIRMED':
      return (
        <Notice tone="warn" takesFocus title={NUMBER.unconfirmed}>
          <p>{NUMBER.unconfirmedText}</p>
          <Button look="secondary" className="mt-3" pending={change.isChecking} onClick={change.check}>
            {NUMBER.checkAgain}
          </Button>
        </Notice>
      );
    case 'BY_OTHERS':
      return (
        <Notice tone="warn" title={NUMBER.byOthers(result.phoneNumber && format(result.phoneNumber))}>
          <p>{result.isRefusal ? NUMBER.byOthersRefusal : NUMBER.byOthersText}</p>
        </Notice>
      );
    default:
      return unreachable(result);
  }
}

function Saved({ result, change }: { result: Extract<NumberResult, { status: 'SAVED' }>; change: NumberChange }) {
  const format = useFormat();
  const { company } = useWorkplace();
  const { phoneNumber, before, isUndo } = result;
  const number = format(phoneNumber);
  return (
    <Notice tone="good" takesFocus title={isUndo ? NUMBER.undone(number) : NUMBER.saved(number)}>
      {before && (
        <p>
          {isUndo
            ? NUMBER.undoneText(format(before), number, company.name)
            : NUMBER.changed(format(before), company.name)}
        </p>
      )}
      {!isUndo && (
        <>
          <Suspense fallback={null}>
            <NextStep lead={NUMBER.savedNext} />
          </Suspense>
          {before && (
            <div className="mt-3">
              <UndoButton phoneNumber={before} held={phoneNumber} change={change}>
                {NUMBER.undo(format(before))}
              </UndoButton>
            </div>
          )}
        </>
      )}
    </Notice>
  );
}
