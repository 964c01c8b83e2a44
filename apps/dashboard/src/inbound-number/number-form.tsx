import type { CurrentSession } from '@linekeeper/contract';
import type { PhoneNumber } from '@linekeeper/phone-number';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import { Button } from '../ui/button.tsx';
import { keepFocus } from '../ui/keep-focus.ts';
import { NumberInput } from './number-input.tsx';
import { messageOfError, type NumberMessage } from './number-message.ts';
import { useFormat, usePlainFormat } from './phone.ts';
import { ReviewDialog } from './review-dialog.tsx';
import { TakenHelp } from './taken-help.tsx';
import { NUMBER } from './texts.ts';
import type { NumberChange } from './use-number-change.ts';
import { useNumberField } from './use-number-field.ts';

interface NumberFormProps {
  session: CurrentSession;
  /** The number that saving would replace. */
  held: PhoneNumber | null;
  change: NumberChange;
}

/** The page knows it without asking. */
const ALREADY_HELD: NumberMessage = { tone: 'good', text: NUMBER.yours };

/** Chooses the first number at once, and another one after a review. */
export function NumberForm({ session: { person, tenant }, held, change }: NumberFormProps) {
  const field = useNumberField({ draft: `${person?.email} ${tenant.id} number`, home: tenant.country });
  const format = useFormat();
  const plain = usePlainFormat();
  const input = useRef<HTMLInputElement>(null);
  const [review, setReview] = useState<{ before: PhoneNumber; after: PhoneNumber } | null>(null);
  const { reading } = field;
  const { result, pending } = change;

  const refusal =
    result?.status === 'REFUSED' && !result.isUndo && result.phoneNumber === reading ? result.error : null;
  // A fault of the last try says more than the result of the check.
  const checked = result?.status === 'FAULT' && field.message?.tone === 'good' ? null : field.message;
  const isTaken = field.isTaken || refusal?.code === 'PHONE_TAKEN';
  // While it's being saved, it can be the company's before the answer is here.
  const isHeld = pending === null && reading !== null && reading === held;
  const message = isHeld ? ALREADY_HELD : refusal ? messageOfError(refusal) : checked;
  const canUse = reading !== null && !isTaken && !isHeld;

  // Also if only a later question showed that it was saved.
  const saved = result?.status === 'SAVED' && !result.isUndo ? result.phoneNumber : null;
  const clear = useRef(() => {});
  useEffect(() => {
    clear.current = () => field.type('');
  });
  useEffect(() => {
    if (saved) clear.current();
  }, [saved]);

  async function claim(phoneNumber: PhoneNumber, before: PhoneNumber | null) {
    setReview(null);
    const ended = await change.claim(phoneNumber, before);
    if (ended.status === 'REFUSED') input.current?.focus();
  }

  function submit(event: FormEvent) {
    event.preventDefault();
    if (pending) return;
    if (!canUse) {
      field.judge();
      return input.current?.focus();
    }
    if (held) setReview({ before: held, after: reading });
    else void claim(reading, held);
  }

  function choose(choice: PhoneNumber) {
    field.type(plain(choice));
    input.current?.focus();
  }

  return (
    <>
      <form noValidate onSubmit={submit}>
        <NumberInput field={field} message={message} input={input} isReadOnly={pending !== null} onChoose={choose} />
        {isTaken && reading && <TakenHelp key={reading} phoneNumber={reading} />}
        <Button
          type="submit"
          // Saving is the next step once the text is a number.
          look={canUse || (!held && field.text === '') ? 'primary' : 'secondary'}
          onMouseDown={keepFocus}
          pending={pending !== null}
          className="mt-4 tabular-nums max-sm:w-full"
          aria-disabled={isTaken || isHeld || field.isBad || field.choices.length > 1}
        >
          {canUse ? NUMBER.use(format(reading)) : NUMBER.useThis}
        </Button>
      </form>
      {review && (
        <ReviewDialog
          {...review}
          company={tenant.name}
          onKeep={() => setReview(null)}
          onChange={() => void claim(review.after, review.before)}
        />
      )}
    </>
  );
}
