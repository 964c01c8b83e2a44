import { faultOf } from '@linekeeper/client';
import { useCreateApiKey } from '@linekeeper/client/react';
import { toast } from 'sonner';
import { Button } from '../ui/button.tsx';
import { CopyField } from '../ui/copy-field.tsx';
import { CreateKeyForm, type NewKeyForm } from './create-key-form.tsx';

/** The form. After submitting, it shows the new key until the person presses Done. */
export function CreateKey() {
  const create = useCreateApiKey();
  const created = create.data?.ok ? create.data.data : null;

  async function createKey({ name, scopes, expiresInDays }: NewKeyForm) {
    const days = expiresInDays === '' ? {} : { expiresInDays: Number(expiresInDays) };
    try {
      const outcome = await create.mutateAsync({ name: name.trim(), scopes, ...days });
      if (!outcome.ok) toast.error(outcome.error.message);
    } catch (error) {
      toast.error(faultOf(error).message);
    }
  }

  function close() {
    create.reset();
    // The button that was pressed is no longer on the page, so focus needs a new place.
    document.getElementById('content')?.focus();
  }

  if (!created) return <CreateKeyForm isPending={create.isPending} onCreate={createKey} />;
  return (
    <div>
      <p ref={focus} tabIndex={-1} className="font-medium">
        Key &quot;{created.name}&quot; created
      </p>
      <p className="mt-1 text-sm text-muted">
        Copy the key now. You won't be able to see it again. Anyone who has it can act for your company, so store it in
        a password manager or a secret store, never in a web page or a repository.
      </p>
      <CopyField label="New key" noun="key" text={created.secret} />
      <Button look="secondary" className="mt-5" onClick={close}>
        Done
      </Button>
    </div>
  );
}

/** The focused form was removed. Moving focus here lets screen readers continue at the new key. */
function focus(element: HTMLElement | null): void {
  element?.focus();
}
