import { useCurrentSession, useInboundNumber } from '@linekeeper/client/react';
import type { InboundNumber } from '@linekeeper/contract';
import { formatPhoneNumber, type PhoneNumber } from '@linekeeper/phone-number';
import { useQueryClient } from '@tanstack/react-query';
import { NumberResultNotice } from '../inbound-number/number-result.tsx';
import { useNumberChange } from '../inbound-number/use-number-change.ts';
import { Button } from '../ui/button.tsx';
import { unbroken } from '../ui/unbroken.ts';
import type { NumberChange } from './changes.ts';
import { ACTIVITY } from './texts.ts';
import { HISTORY } from './use-history.ts';

/** Claims the number again that the last change gave up. Only for people who can change the number. */
export function UndoLast({ change: { from } }: { change: NumberChange }) {
  const session = useCurrentSession();
  const number = useInboundNumber();
  const canChange = session.data?.permissions.includes('inboundNumber:update');
  if (!canChange || number.data === undefined) return null;
  return <Undo from={from} held={number.data} />;
}

function Undo({ from, held }: { from: PhoneNumber | null; held: InboundNumber | null }) {
  const queries = useQueryClient();
  const change = useNumberChange(held?.phoneNumber ?? null);

  async function undo(phoneNumber: PhoneNumber) {
    await change.claim(phoneNumber, held?.phoneNumber ?? null, true);
    await queries.invalidateQueries({ queryKey: HISTORY });
  }

  return (
    <>
      {from && held?.phoneNumber !== from && !change.isUnknown && (
        <Button
          look="secondary"
          // In line with the text of the change, in windows in which it's beneath.
          className="tabular-nums max-sm:ml-11"
          pending={change.pending !== null}
          onClick={() => void (change.pending || undo(from))}
        >
          {ACTIVITY.useAgain(unbroken(formatPhoneNumber(from)))}
        </Button>
      )}
      <div className="w-full">
        <NumberResultNotice change={change} />
      </div>
    </>
  );
}
