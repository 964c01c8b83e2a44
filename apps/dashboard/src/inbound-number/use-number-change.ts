import { type FaultCode, faultOf } from '@linekeeper/client';
import { useInboundNumber, useReleaseInboundNumber, useSetInboundNumber } from '@linekeeper/client/react';
import type { NumberChanged, SetInboundNumberError } from '@linekeeper/contract';
import type { PhoneNumber } from '@linekeeper/phone-number';
import { useEffect, useRef, useState } from 'react';

/** The result of the last change. It stays on the page until the next change. */
export type NumberResult =
  | { status: 'SAVED'; phoneNumber: PhoneNumber; before: PhoneNumber | null; isUndo: boolean }
  | { status: 'RELEASED'; before: PhoneNumber }
  /** The server's refusal of exactly this number. `before`: what stays the company's number. */
  | {
      status: 'REFUSED';
      phoneNumber: PhoneNumber;
      /** The number that the company still has. */
      before: PhoneNumber | null;
      error: Exclude<SetInboundNumberError, { code: 'NUMBER_CHANGED' }>;
      isUndo: boolean;
    }
  /** Nothing was changed. `lost`: the answer was lost, and the number was still the old one when the page asked for it. */
  | { status: 'FAULT'; message: string; lost?: LostChange }
  /** No answer came, and it isn't known whether the change was saved. `since`: when the page began to ask. */
  | { status: 'UNCONFIRMED'; lost: LostChange; since: number }
  /** `isRefusal`: the change on this page was refused because of it. */
  | { status: 'BY_OTHERS'; phoneNumber: PhoneNumber | null; isRefusal: boolean };

/** A change without an answer. What the company's number is now shows what became of it. */
interface LostChange {
  before: PhoneNumber | null;
  wanted: PhoneNumber | null;
  /** The result if it was saved. */
  done: NumberResult;
  /** Why there was no answer. */
  message: string;
}

/** The change might have succeeded: maybe only the answer was lost, and a busy server doesn't know either. */
const LOST: readonly FaultCode[] = [
  'UNREACHABLE',
  'TIMEOUT',
  'CANCELLED',
  'INTERNAL_SERVER_ERROR',
  'SERVICE_UNAVAILABLE',
];

/** Claims and releases the company's number, and keeps the result. */
export function useNumberChange(held: PhoneNumber | null) {
  const set = useSetInboundNumber();
  const drop = useReleaseInboundNumber();
  const number = useInboundNumber();
  const [result, setResult] = useState<NumberResult | null>(null);
  const [pending, setPending] = useState<'SAVING' | 'CONFIRMING' | null>(null);
  useChangesByOthers(held, pending !== null, (now) => setResult((last) => afterChange(last, now)));

  // Every answer tells what became of the change, also one with the same number as before.
  const { dataUpdatedAt, isFetching } = number;
  useEffect(() => {
    if (result?.status === 'UNCONFIRMED' && dataUpdatedAt >= result.since) setResult(resultOf(result.lost, held));
  }, [result, dataUpdatedAt, held]);

  /** Runs a change. If no answer comes, asks what the number is now. */
  async function run(
    { before, wanted, done }: Omit<LostChange, 'message'>,
    act: () => Promise<NumberResult>,
  ): Promise<NumberResult> {
    setResult(null);
    setPending('SAVING');
    let ended: NumberResult;
    try {
      ended = await act();
    } catch (error) {
      const { code, message } = faultOf(error);
      ended = { status: 'FAULT', message };
      if (LOST.includes(code)) {
        setPending('CONFIRMING');
        const since = Date.now();
        const lost = { before, wanted, done, message };
        const now = await number.refetch();
        ended = now.isError ? { status: 'UNCONFIRMED', lost, since } : resultOf(lost, now.data?.phoneNumber ?? null);
      }
    }
    setPending(null);
    setResult(ended);
    return ended;
  }

  /** `before`: the number that the person saw. If it's another one by now, nothing is changed. */
  function claim(phoneNumber: PhoneNumber, before: PhoneNumber | null, isUndo = false): Promise<NumberResult> {
    const saved: NumberResult = { status: 'SAVED', phoneNumber, before, isUndo };
    return run({ before, wanted: phoneNumber, done: saved }, async () => {
      const outcome = await set.mutateAsync({ phoneNumber, expected: before });
      if (outcome.ok) return saved;
      const { error } = outcome;
      if (error.code === 'NUMBER_CHANGED') return byOthers(error);
      return { status: 'REFUSED', phoneNumber, before, error, isUndo };
    });
  }

  function release(before: PhoneNumber): Promise<NumberResult> {
    const released: NumberResult = { status: 'RELEASED', before };
    return run({ before, wanted: null, done: released }, async () => {
      const outcome = await drop.mutateAsync({ expected: before });
      return outcome.ok ? released : byOthers(outcome.error);
    });
  }

  return {
    result,
    pending,
    isSlow: useSlow(pending !== null),
    /** Nobody knows what the number is: neither the number nor another change is offered meanwhile. */
    isUnknown: pending === 'CONFIRMING' || result?.status === 'UNCONFIRMED',
    /** Asks what the number is now. The query also does it by itself from time to time. */
    check: () => void number.refetch(),
    isChecking: isFetching,
    claim,
    release,
  };
}

/** What became of a change whose answer was lost, if the number is `now`. */
function resultOf(lost: LostChange, now: PhoneNumber | null): NumberResult {
  if (now === lost.wanted) return lost.done;
  if (now === lost.before) return { status: 'FAULT', message: lost.message, lost };
  return { status: 'BY_OTHERS', phoneNumber: now, isRefusal: false };
}

function byOthers({ current }: NumberChanged): NumberResult {
  return { status: 'BY_OTHERS', phoneNumber: current, isRefusal: true };
}

/** The result to show when the number has become `now`, and this page didn't just change it. */
function afterChange(last: NumberResult | null, now: PhoneNumber | null): NumberResult {
  // The page already shows this result: the claim's answer arrived before the reloaded number.
  if (last?.status === 'SAVED' && last.phoneNumber === now) return last;
  if (last?.status === 'RELEASED' && now === null) return last;
  // The change arrived at the server after the page had asked for the number, or the page couldn't ask.
  if ((last?.status === 'UNCONFIRMED' || last?.status === 'FAULT') && last.lost) return resultOf(last.lost, now);
  if (last?.status === 'BY_OTHERS' && last.phoneNumber === now) return last;
  return { status: 'BY_OTHERS', phoneNumber: now, isRefusal: false };
}

/** Whether the number can't be taken back any more, because another company has it. */
export function isTooLate(result: NumberResult | null): result is Extract<NumberResult, { status: 'REFUSED' }> {
  return result?.status === 'REFUSED' && result.isUndo && result.error.code === 'PHONE_TAKEN';
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
