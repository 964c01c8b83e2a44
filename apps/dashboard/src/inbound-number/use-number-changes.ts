import { faultOf } from '@linekeeper/client';
import { useReleaseInboundNumber, useSetInboundNumber } from '@linekeeper/client/react';
import { formatPhoneNumber, type PhoneError, type PhoneNumber, type SetInboundNumberInput } from '@linekeeper/contract';
import { toast } from 'sonner';

/** A fault has been shown as a toast already; a refusal belongs beside the field. */
type ClaimResult = { status: 'SAVED' } | { status: 'REFUSED'; error: PhoneError } | { status: 'FAULT' };

/** One toast at a time: an older «Undo» would take back more than it says. */
const TOAST = 'inbound-number';

/** Claiming and releasing, each with its way back. */
export function useNumberChanges() {
  const set = useSetInboundNumber();
  const drop = useReleaseInboundNumber();

  async function claim(request: SetInboundNumberInput, held: PhoneNumber | null): Promise<ClaimResult> {
    try {
      const outcome = await set.mutateAsync(request);
      if (!outcome.ok) return { status: 'REFUSED', error: outcome.error };
      const { phoneNumber } = outcome.data;
      if (held === null || held === phoneNumber) toast.success('Inbound number saved', { id: TOAST, ...NO_WAY_BACK });
      else offerUndo('Inbound number saved', held, phoneNumber);
      return { status: 'SAVED' };
    } catch (error) {
      toast.error(faultOf(error).message, { id: TOAST, ...NO_WAY_BACK });
      return { status: 'FAULT' };
    }
  }

  /** False where it failed, which the person has been told. */
  async function release(): Promise<boolean> {
    try {
      const outcome = await drop.mutateAsync({});
      if (outcome.ok && outcome.data.released) offerUndo('Number released', outcome.data.released, null);
      return true;
    } catch (error) {
      toast.error(faultOf(error).message, { id: TOAST, ...NO_WAY_BACK });
      return false;
    }
  }

  function offerUndo(title: string, earlier: PhoneNumber, now: PhoneNumber | null) {
    toast.success(title, {
      id: TOAST,
      description: `Callers no longer reach you on ${formatPhoneNumber(earlier)}`,
      action: { label: 'Undo', onClick: () => void undo(earlier, now) },
    });
  }

  async function undo(earlier: PhoneNumber, now: PhoneNumber | null) {
    const result = await claim({ phoneNumber: earlier }, now);
    if (result.status === 'REFUSED') toast.error(result.error.message, { id: TOAST, ...NO_WAY_BACK });
  }

  return { claim, release, isClaiming: set.isPending, isReleasing: drop.isPending };
}

/** A toast with a known id keeps what it is not told to lose. */
const NO_WAY_BACK = { description: null, action: null } as const;
