import { CircleAlert, CircleCheck, Info, LoaderCircle } from 'lucide-react';
import type { Ref } from 'react';
import { asTitle } from '../ui/as-sentence.ts';
import { Button } from '../ui/button.tsx';
import { FIELD, LABEL, Select } from '../ui/field.tsx';
import { keepFocus } from '../ui/keep-focus.ts';
import type { NumberMessage } from './number-message.ts';
import { usePhoneWords, usePlainFormat } from './phone.ts';
import { NUMBER } from './texts.ts';
import type { NumberField } from './use-number-field.ts';

const FIELD_ID = 'phone-number';
const COUNTRY_ID = 'number-country';

/** The field, the country next to it, and the message about the text. */
export function NumberInput({ field, message, input, isReadOnly, onChoose }: NumberInputProps) {
  const isBad = message?.tone === 'bad';
  const format = usePlainFormat();
  const words = usePhoneWords();
  const kind = field.reading && words?.kindOf(field.reading);
  // The box next to the field already says the country of a number with +.
  const country = field.isInternational && field.reading && words?.countryOfNumber(field.reading);
  return (
    <div>
      <div className="grid gap-4 sm:grid-cols-[minmax(0,3fr)_minmax(0,2fr)]">
        <div>
          <label htmlFor={FIELD_ID} className={LABEL}>
            {NUMBER.field}
          </label>
          <input
            ref={input}
            id={FIELD_ID}
            type="tel"
            inputMode="tel"
            autoComplete="tel"
            // The number can't be changed while it is being saved.
            readOnly={isReadOnly}
            aria-invalid={isBad}
            aria-describedby="number-hint number-reading number-message"
            className={`${FIELD} mt-1.5 tabular-nums`}
            value={field.text}
            onChange={(event) => field.type(event.currentTarget.value)}
            onBlur={field.leave}
          />
        </div>
        <Country field={field} />
      </div>
      <div className="mt-2 min-h-12 space-y-1 text-sm">
        <p id="number-hint" className="text-muted empty:hidden">
          {field.text === '' && !isBad && NUMBER.hint}
        </p>
        {/* Screen readers don't announce it, because it changes with every key. */}
        <p id="number-reading" className="flex flex-wrap items-center gap-x-2 empty:hidden">
          {field.reading && format(field.reading) !== field.text.trim() && (
            <span className="font-medium tabular-nums">{format(field.reading)}</span>
          )}
          {kind && kind !== country && <span className="text-muted">{kind}</span>}
          {field.isChecking && !message && (
            <span className="inline-flex items-center gap-1.5 text-muted">
              <LoaderCircle aria-hidden className="size-3.5 motion-safe:animate-spin" />
              {NUMBER.checking}
            </span>
          )}
        </p>
        {field.choices.length > 0 && (
          <div className="flex flex-wrap items-center gap-2 pt-1">
            <span className="text-muted max-sm:w-full">{NUMBER.meant}</span>
            {field.choices.map((choice) => (
              <Button
                key={choice}
                look="secondary"
                className="tabular-nums"
                onMouseDown={keepFocus}
                onClick={() => onChoose(choice)}
              >
                {format(choice)}
              </Button>
            ))}
          </div>
        )}
        <div id="number-message" role="status">
          {message && <Message message={message} />}
        </div>
      </div>
    </div>
  );
}

interface NumberInputProps {
  field: NumberField;
  message: NumberMessage | null;
  input: Ref<HTMLInputElement>;
  isReadOnly: boolean;
  onChoose: (choice: NumberField['choices'][number]) => void;
}

/** A number with + has its country in it: the picker shows that one and nothing else. */
function Country({ field }: { field: NumberField }) {
  const words = usePhoneWords();
  if (field.isInternational) {
    const name = field.reading && words?.countryOfNumber(field.reading);
    const code = words?.callingCodeIn(field.text);
    return (
      <div>
        <label htmlFor={COUNTRY_ID} className={LABEL}>
          {NUMBER.countryOfNumber}
        </label>
        <input
          id={COUNTRY_ID}
          readOnly
          tabIndex={-1}
          className={`${FIELD} mt-1.5 truncate text-muted!`}
          value={[name, code && `+${code}`].filter(Boolean).join(' ')}
        />
      </div>
    );
  }
  const { country } = field;
  const options = words?.COUNTRY_OPTIONS ?? (country ? [{ country, label: country }] : []);
  return (
    <div>
      <label htmlFor={COUNTRY_ID} className={LABEL}>
        {NUMBER.country}
      </label>
      <Select
        id={COUNTRY_ID}
        className="mt-1.5"
        value={country ?? ''}
        onChange={(event) => field.chooseCountry(event.currentTarget.value)}
      >
        <option value="">{NUMBER.noCountry}</option>
        {options.map(({ country: code, label }) => (
          <option key={code} value={code}>
            {label}
          </option>
        ))}
      </Select>
    </div>
  );
}

const TONES = {
  good: { Icon: CircleCheck, colour: 'text-good' },
  warn: { Icon: CircleAlert, colour: 'text-warn' },
  bad: { Icon: CircleAlert, colour: 'text-bad' },
  neutral: { Icon: Info, colour: 'text-muted' },
} as const;

function Message({ message }: { message: NumberMessage }) {
  const { Icon, colour } = TONES[message.tone];
  return (
    <p className={`flex gap-1.5 ${colour}`}>
      <Icon aria-hidden className="mt-0.5 size-4 shrink-0" />
      {asTitle(message.text)}
    </p>
  );
}
