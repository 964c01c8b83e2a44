import { useCurrentSession, useInboundNumber } from '@linekeeper/client/react';
import { formatPhoneNumber, type PhoneNumber } from '@linekeeper/phone-number';
import { useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useEffect } from 'react';
import { NumberResultNotice } from '../inbound-number/number-result.tsx';
import { UndoButton } from '../inbound-number/undo-button.tsx';
import { isTooLate, useNumberChange } from '../inbound-number/use-number-change.ts';
import { unbroken } from '../ui/unbroken.ts';
import { ChangeRow } from './change-row.tsx';
import { changeToUndo } from './change-to-undo.ts';
import type { Change, NumberChange } from './changes.ts';
import { ACTIVITY } from './texts.ts';
import { HISTORY } from './use-history.ts';

interface ChangeListProps {
  /** All that are known, newest first. */
  changes: readonly Change[];
  /** Those that the list shows. */
  shown?: readonly Change[];
  /** Whether this change can be undone here. The default is that the newest one can. */
  isOffered?: (change: NumberChange) => boolean;
}

/** Changes as a list. People who can change the number can undo its newest change; the result stands above the list. */
export function ChangeList(props: ChangeListProps) {
  const session = useCurrentSession();
  const number = useInboundNumber();
  const canChange = session.data?.permissions.includes('inboundNumber:update');
  if (!canChange || number.data === undefined) return <Rows shown={props.shown ?? props.changes} />;
  return <UndoableList {...props} held={number.data?.phoneNumber ?? null} />;
}

function UndoableList({ changes, shown = changes, isOffered, held }: ChangeListProps & { held: PhoneNumber | null }) {
  const queries = useQueryClient();
  const change = useNumberChange(held);
  const { result, isUnknown } = change;
  const last = isUnknown ? null : changeToUndo(changes, held);

  // Every result can come with an entry that isn't in the list yet.
  useEffect(() => {
    if (result) void queries.invalidateQueries({ queryKey: HISTORY });
  }, [result, queries]);

  return (
    <>
      <div className="has-[p]:mb-5">
        <NumberResultNotice change={change} />
      </div>
      <Rows shown={shown} undo={last && !isTooLate(result) && (isOffered?.(last) ?? true) ? last.id : null}>
        {last && (
          <UndoButton
            phoneNumber={last.from}
            held={held}
            change={change}
            // In line with the text of the change, in windows in which it's beneath.
            className="max-sm:ml-11"
          >
            {ACTIVITY.useAgain(unbroken(formatPhoneNumber(last.from)))}
          </UndoButton>
        )}
      </Rows>
    </>
  );
}

/** `children` stand beside the change whose id is `undo`. */
function Rows({
  shown,
  undo = null,
  children,
}: {
  shown: readonly Change[];
  undo?: string | null;
  children?: ReactNode;
}) {
  return (
    <ul className="divide-y divide-line empty:hidden">
      {shown.map((each) => (
        <ChangeRow key={each.id} change={each}>
          {each.id === undo && children}
        </ChangeRow>
      ))}
    </ul>
  );
}
