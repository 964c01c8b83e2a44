import { TenantKeyScope } from '@linekeeper/contract';
import { useId } from 'react';
import { useForm } from 'react-hook-form';
import { Button } from '../ui/button.tsx';
import { FIELD, LABEL } from '../ui/field.ts';
import { SCOPE_NAMES } from './scope-names.ts';

/** The values of the form. */
export interface NewKeyForm {
  name: string;
  scopes: TenantKeyScope[];
  /** Days as text. Empty: the key never expires. */
  expiresInDays: '' | '30' | '90' | '365';
}

const EXPIRIES = [
  ['90', 'In 90 days'],
  ['30', 'In 30 days'],
  ['365', 'In 1 year'],
  ['', 'Never'],
] as const;

export function CreateKeyForm({
  isPending,
  onCreate,
}: {
  isPending: boolean;
  onCreate: (form: NewKeyForm) => Promise<void>;
}) {
  const id = useId();
  const { register, handleSubmit, formState } = useForm<NewKeyForm>({
    defaultValues: { name: '', scopes: [], expiresInDays: '90' },
  });
  const { errors } = formState;
  const submit = handleSubmit((form) => (isPending ? undefined : onCreate(form)));

  return (
    <form noValidate onSubmit={(event) => void submit(event)} className="space-y-5">
      <div>
        <label htmlFor={`${id}-name`} className={LABEL}>
          Name
        </label>
        <input
          id={`${id}-name`}
          className={`${FIELD} mt-1.5`}
          maxLength={100}
          autoComplete="off"
          aria-invalid={Boolean(errors.name)}
          aria-describedby={errors.name && `${id}-name-error`}
          {...register('name', { validate: (name) => name.trim() !== '' || 'Enter a name for the key' })}
        />
        <FieldError id={`${id}-name-error`} message={errors.name?.message} />
      </div>
      <fieldset aria-describedby={errors.scopes && `${id}-scopes-error`}>
        <legend className={LABEL}>Permissions</legend>
        {TenantKeyScope.options.map((scope) => (
          <label key={scope} className="mt-1.5 flex min-h-11 items-center gap-3 text-sm">
            <input
              type="checkbox"
              value={scope}
              className="size-5 shrink-0 accent-accent"
              {...register('scopes', { validate: (scopes) => scopes.length > 0 || 'Choose at least one permission' })}
            />
            {SCOPE_NAMES[scope]}
          </label>
        ))}
        <FieldError id={`${id}-scopes-error`} message={errors.scopes?.message} />
      </fieldset>
      <div>
        <label htmlFor={`${id}-expiry`} className={LABEL}>
          Expires
        </label>
        <select id={`${id}-expiry`} className={`${FIELD} mt-1.5`} {...register('expiresInDays')}>
          {EXPIRIES.map(([days, name]) => (
            <option key={days} value={days}>
              {name}
            </option>
          ))}
        </select>
      </div>
      <Button type="submit" pending={isPending}>
        Create key
      </Button>
    </form>
  );
}

function FieldError({ id, message }: { id: string; message: string | undefined }) {
  return message ? (
    <p id={id} role="alert" className="mt-1.5 text-sm text-bad">
      {message}
    </p>
  ) : null;
}
