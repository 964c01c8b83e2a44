import { faultOf } from '@linekeeper/client';
import { useCreateApiKey } from '@linekeeper/client/react';
import { API_KEY_NAME_MAX_LENGTH, type ApiKey, TenantKeyScope } from '@linekeeper/contract';
import { type FormEvent, useState } from 'react';
import { Button } from '../ui/button.tsx';
import { CopyField } from '../ui/copy-field.tsx';
import { Dialog, DialogButtons } from '../ui/dialog.tsx';
import { ErrorText } from '../ui/error-text.tsx';
import { CHECKBOX, LABEL, SelectField, TextField } from '../ui/field.tsx';
import { formText } from '../ui/form-text.ts';
import { KeyExamples } from './key-examples.tsx';
import { API_KEYS, SCOPE_HINTS, SCOPE_NAMES } from './texts.ts';

type CreatedKey = ApiKey & { secret: string };

/** The form, and then the new key, until the person presses Done. */
export function CreateKeyDialog({ onClose }: { onClose: () => void }) {
  const [created, setCreated] = useState<CreatedKey | null>(null);
  if (!created) {
    return (
      <Dialog title={API_KEYS.createTitle} onClose={onClose}>
        <NewKeyForm onCreated={setCreated} onCancel={onClose} />
      </Dialog>
    );
  }
  return (
    // Escape and a click outside don't close it: the key can't be shown again.
    <Dialog title={API_KEYS.created(created.name)} onClose={() => {}}>
      <p className="mt-2 text-sm text-muted">{API_KEYS.copyNow}</p>
      <CopyField label={API_KEYS.newKey} noun="key" text={created.secret} isShownOnce isLong />
      <KeyExamples prefix={created.prefix} />
      <DialogButtons>
        <Button look="secondary" onClick={onClose}>
          {API_KEYS.done}
        </Button>
      </DialogButtons>
    </Dialog>
  );
}

function NewKeyForm({ onCreated, onCancel }: { onCreated: (key: CreatedKey) => void; onCancel: () => void }) {
  const create = useCreateApiKey();
  const [errors, setErrors] = useState<{ name?: string; scopes?: string }>({});
  const [refusal, setRefusal] = useState<string | null>(null);

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    if (create.isPending) return;
    const form = new FormData(event.currentTarget);
    const name = formText(form, 'name');
    const scopes = form.getAll('scopes') as TenantKeyScope[];
    const days = formText(form, 'expires');
    const found = {
      ...(name === '' && { name: API_KEYS.noName }),
      ...(scopes.length === 0 && { scopes: API_KEYS.noPermission }),
    };
    setErrors(found);
    setRefusal(null);
    if (Object.keys(found).length > 0) return;
    try {
      const outcome = await create.mutateAsync({ name, scopes, ...(days && { expiresInDays: Number(days) }) });
      if (outcome.ok) onCreated(outcome.data);
      else setRefusal(outcome.error.message);
    } catch (error) {
      setRefusal(faultOf(error).message);
    }
  }

  return (
    <form noValidate onSubmit={(event) => void submit(event)} className="mt-4 space-y-5">
      <TextField
        label={API_KEYS.name}
        hint={API_KEYS.nameHint}
        name="name"
        maxLength={API_KEY_NAME_MAX_LENGTH}
        autoComplete="off"
        error={errors.name}
      />
      <fieldset aria-describedby="scopes-hint scopes-error">
        <legend className={LABEL}>{API_KEYS.permissions}</legend>
        <p id="scopes-hint" className="mt-1 text-sm text-muted">
          {API_KEYS.permissionsHint}
        </p>
        {TenantKeyScope.options.map((scope) => (
          <label key={scope} className="mt-2 flex min-h-11 items-start gap-3 text-sm">
            <input type="checkbox" name="scopes" value={scope} className={CHECKBOX} />
            <span>
              {SCOPE_NAMES[scope]}
              <span className="block text-muted">{SCOPE_HINTS[scope]}</span>
            </span>
          </label>
        ))}
        <ErrorText id="scopes-error" className="mt-1.5" message={errors.scopes} />
      </fieldset>
      <SelectField label={API_KEYS.expires} hint={API_KEYS.expiresHint} name="expires" defaultValue="90">
        {API_KEYS.expiries.map(([days, name]) => (
          <option key={days} value={days}>
            {name}
          </option>
        ))}
      </SelectField>
      <ErrorText message={refusal} />
      <DialogButtons>
        <Button look="secondary" onClick={onCancel}>
          {API_KEYS.cancel}
        </Button>
        <Button type="submit" pending={create.isPending}>
          {API_KEYS.create}
        </Button>
      </DialogButtons>
    </form>
  );
}
