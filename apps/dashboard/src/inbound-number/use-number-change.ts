import { type FaultCode, faultOf } from '@linekeeper/client';
import { useInboundNumber, useReleaseInboundNumber, useSetInboundNumber } from '@linekeeper/client/react';
import type { NumberChanged, SetInboundNumberError } from '@linekeeper/contract';
import type { PhoneNumber } from '@linekeeper/phone-number';
import { useEffect, useRef, useState } from 'react';

/** The result of the last change. It stays on the page until the next change. */
export type NumberResult =
  | { status: 'SAVED'; phoneNumber: PhoneNumber; before: PhoneNumber | null; isUndo: boolean }
  | { status: 'RELEASED'; before: PhoneNumber }
  /** The server's refusal of exactly this number. */
  | {
      status: 'REFUSED';
      phoneNumber: PhoneNumber;
      error: Exclude<SetInboundNumberError, { code: 'NUMBER_CHANGED' }>;
      isUndo: boolean;
    }
  | { status: 'FAULT'; message: string }
  /** No answer came, and it isn't known whether the change was saved. */
  | { status: 'UNCONFIRMED'; wanted: PhoneNumber | null }
  /** `isRefusal`: the change on this page was refused because of it. */
  | { status: 'BY_OTHERS'; phoneNumber: PhoneNumber | null; isRefusal: boolean };

/** The change might have succeeded: maybe only the answer was lost. */
const LOST: readonly FaultCode[] = ['UNREACHABLE', 'TIMEOUT', 'INTERNAL_SERVER_ERROR'];

/** Claims and releases the company's number, and keeps the result. */
export function useNumberChange(held: PhoneNumber | null) {
  const set = useSetInboundNumber();
  const drop = useReleaseInboundNumber();
  const number = useInboundNumber();
  const [result, setResult] = useState<NumberResult | null>(null);
  const [pending, setPending] = useState<'SAVING' | 'CONFIRMING' | null>(null);
  useChangesByOthers(held, pending !== null, (now) => setResult((last) => afterChange(last, now)));

  /** Runs a change. If no answer comes, asks what the number is now. */
  async function run(wanted: PhoneNumber | null, act: () => Promise<NumberResult>, done: NumberResult) {
    setResult(null);
    setPending('SAVING');
    let ended: NumberResult;
    try {
      ended = await act();
    } catch (error) {
      const fault = faultOf(error);
      ended = { status: 'FAULT', message: fault.message };
      if (LOST.includes(fault.code)) {
        setPending('CONFIRMING');
        const now = await number.refetch();
        if (now.isError) ended = { status: 'UNCONFIRMED', wanted };
        else if ((now.data?.phoneNumber ?? null) === wanted) ended = done;
      }
    }
    setPending(null);
    setResult(ended);
    return ended;
  }

  /** `before`: the number that the person saw. If it's another one by now, nothing is changed. */
  function claim(phoneNumber: PhoneNumber, before: PhoneNumber | null, isUndo = false): Promise<NumberResult> {
    const saved: NumberResult = { status: 'SAVED', phoneNumber, before, isUndo };
    return run(
      phoneNumber,
      async () => {
        const outcome = await set.mutateAsync({ phoneNumber, expected: before });
        if (outcome.ok) return saved;
        const { error } = outcome;
        return error.code === 'NUMBER_CHANGED' ? byOthers(error) : { status: 'REFUSED', phoneNumber, error, isUndo };
      },
      saved,
    );
  }

  function release(before: PhoneNumber): Promise<NumberResult> {
    const released: NumberResult = { status: 'RELEASED', before };
    return run(
      null,
      async () => {
        const outcome = await drop.mutateAsync({ expected: before });
        return outcome.ok ? released : byOthers(outcome.error);
      },
      released,
    );
  }

  return { result, pending, isSlow: useSlow(pending !== null), claim, release };
}

function byOthers({ current }: NumberChanged): NumberResult {
  return { status: 'BY_OTHERS', phoneNumber: current, isRefusal: true };
}

/** The result to show when the number has become `now`, and this page didn't just change it. */
function afterChange(last: NumberResult | null, now: PhoneNumber | null): NumberResult {
  // The page already shows this result: the claim's answer arrived before the reloaded number.
  if (last?.status === 'SAVED' && last.phoneNumber === now) return last;
  if (last?.status === 'RELEASED' && now === null) return last;
  // The reloaded number shows that the unconfirmed claim succeeded.
  if (last?.status === 'UNCONFIRMED' && last.wanted === now && now !== null) {
    return { status: 'SAVED', phoneNumber: now, before: null, isUndo: false };
  }
  if (last?.status === 'BY_OTHERS' && last.phoneNumber === now) return last;
  return { status: 'BY_OTHERS', phoneNumber: now, isRefusal: false };
}

export type NumberChange = ReturnType<typeof useNumberChange>;

const SLOW_MS = 2_000;

function useSlow(isPending: boolean): boolean {
  const [isSlow, setSlow] = useState(false);
  useEffect(() => {
    if (!isPending) return;
    const timer = setTimeout(() => setSlow(true), SLOW_MS);
    return () => {
      clearTimeout(timer);
      setSlow(false);
    };
  }, [isPending]);
  return isSlow;
}

/** Calls back if the number changes while this page isn't changing it. */
function useChangesByOthers(
  held: PhoneNumber | null,
  isPending: boolean,
  onChange: (held: PhoneNumber | null) => void,
): void {
  const known = useRef(held);
  const wasPending = useRef(isPending);
  useEffect(() => {
    const isOurs = isPending || wasPending.current;
    wasPending.current = isPending;
    if (known.current === held) return;
    known.current = held;
    if (!isOurs) onChange(held);
  });
}
