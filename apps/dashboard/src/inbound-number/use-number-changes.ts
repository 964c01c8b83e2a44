import { faultOf } from '@linekeeper/client';
import { useReleaseInboundNumber, useSetInboundNumber } from '@linekeeper/client/react';
import type { PhoneError, SetInboundNumberInput } from '@linekeeper/contract';
import { formatPhoneNumber, type PhoneNumber } from '@linekeeper/phone-number';
import { toast } from 'sonner';

/** FAULT: the toast was already shown. REFUSED: the caller shows the error beside the field. */
type ClaimResult = { status: 'SAVED' } | { status: 'REFUSED'; error: PhoneError } | { status: 'FAULT' };

/** Only one toast at a time: an older "Undo" would also undo the changes made after it. */
const TOAST = 'inbound-number';

/** Claims and releases the number. Both offer "Undo" in a toast. */
export function useNumberChanges() {
  const set = useSetInboundNumber();
  const drop = useReleaseInboundNumber();

  async function claim(request: SetInboundNumberInput, held: PhoneNumber | null): Promise<ClaimResult> {
    try {
      const outcome = await set.mutateAsync(request);
      if (!outcome.ok) return { status: 'REFUSED', error: outcome.error };
      const { phoneNumber } = outcome.data;
      if (held === null || held === phoneNumber) toast.success('Inbound number saved', { id: TOAST, ...NO_UNDO });
      else offerUndo('Inbound number saved', held, phoneNumber);
      return { status: 'SAVED' };
    } catch (error) {
      toast.error(faultOf(error).message, { id: TOAST, ...NO_UNDO });
      return { status: 'FAULT' };
    }
  }

  /** Returns false if it failed. The error was then already shown. */
  async function release(): Promise<boolean> {
    try {
      const outcome = await drop.mutateAsync({});
      if (outcome.ok && outcome.data.released) offerUndo('Number released', outcome.data.released, null);
      return true;
    } catch (error) {
      toast.error(faultOf(error).message, { id: TOAST, ...NO_UNDO });
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
    if (result.status === 'REFUSED') toast.error(result.error.message, { id: TOAST, ...NO_UNDO });
  }

  return { claim, release, isClaiming: set.isPending, isReleasing: drop.isPending };
}

/** A toast that reuses an id also keeps its old description and action, unless they are removed. */
const NO_UNDO = { description: null, action: null } as const;
