import { type CountryCode, formatPhoneNumber, type PhoneNumber } from '@linekeeper/phone-number';
import { useForm, useWatch } from 'react-hook-form';
import { Button } from '../ui/button.tsx';
import { FIELD, LABEL } from '../ui/field.ts';
import { CountrySelect } from './country-select.tsx';
import { MessageLine } from './message-line.tsx';
import type { NumberDraft } from './number-draft.ts';
import { NumberReading } from './number-reading.tsx';
import { useNumberChanges } from './use-number-changes.ts';
import { useNumberCheck } from './use-number-check.ts';

export const PHONE_FIELD_ID = 'phone-number';

interface InboundNumberFormProps {
  /** The country that is selected first. Numbers without + are read in the selected country. */
  country: CountryCode | null;
  /** The number that saving would replace. */
  held: PhoneNumber | null;
}

export function InboundNumberForm({ country, held }: InboundNumberFormProps) {
  const { register, handleSubmit, control, setValue, setFocus } = useForm<NumberDraft>({
    defaultValues: { phoneNumber: '', country: country ?? '' },
  });
  const draft = useWatch({ control }) as NumberDraft;
  const check = useNumberCheck(draft);
  const { claim, isClaiming } = useNumberChanges();
  const suggestion = (check.refused ?? check.checked)?.suggestion;

  const submit = handleSubmit(async (typed) => {
    if (isClaiming) return;
    check.markTried();
    check.markRefused(null);
    if (check.isHopeless) return setFocus('phoneNumber');
    // Sent as typed. The server parses it with the same parser, and its answer decides.
    const result = await claim(
      { phoneNumber: typed.phoneNumber, ...(typed.country && { country: typed.country }) },
      held,
    );
    if (result.status === 'SAVED') setValue('phoneNumber', '');
    if (result.status === 'REFUSED') {
      check.markRefused(result.error);
      setFocus('phoneNumber');
    }
  });

  function fillInSuggestion(phoneNumber: PhoneNumber) {
    setValue('phoneNumber', formatPhoneNumber(phoneNumber));
    setFocus('phoneNumber');
  }

  return (
    <form noValidate className="@container" onSubmit={(event) => void submit(event)}>
      <div className="grid gap-4 @xl:grid-cols-[18rem_minmax(0,1fr)]">
        <CountrySelect {...register('country')} />
        <div>
          <label htmlFor={PHONE_FIELD_ID} className={LABEL}>
            Phone number
          </label>
          <input
            id={PHONE_FIELD_ID}
            type="tel"
            inputMode="tel"
            autoComplete="tel"
            // The number can't be changed while it is being saved.
            readOnly={isClaiming}
            aria-invalid={check.isBad}
            aria-describedby="number-hint number-verdict number-refusal"
            className={`${FIELD} mt-1.5 tabular-nums`}
            {...register('phoneNumber')}
          />
          <div className="mt-2 min-h-16 space-y-1">
            <div id="number-hint">
              {check.phoneNumber ? (
                <NumberReading phoneNumber={check.phoneNumber} isChecking={check.isChecking} />
              ) : (
                !check.isBad && (
                  <p className="text-sm text-muted">
                    Enter the number as you would dial it in this country, or start with + and the country code.
                  </p>
                )
              )}
            </div>
            <MessageLine id="number-verdict" role="status" message={check.checked} />
            <MessageLine id="number-refusal" role="alert" message={check.refused} />
            {suggestion && (
              <Button look="secondary" className="mt-1 tabular-nums" onClick={() => fillInSuggestion(suggestion)}>
                Use {formatPhoneNumber(suggestion)}
              </Button>
            )}
          </div>
        </div>
      </div>
      <Button
        type="submit"
        pending={isClaiming}
        className="mt-4"
        aria-disabled={check.isHopeless && check.isBad}
        aria-describedby="number-verdict number-refusal"
      >
        Save
      </Button>
    </form>
  );
}
