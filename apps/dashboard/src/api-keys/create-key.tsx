import { faultOf } from '@linekeeper/client';
import { useCreateApiKey } from '@linekeeper/client/react';
import { toast } from 'sonner';
import { Button } from '../ui/button.tsx';
import { CopyField } from '../ui/copy-field.tsx';
import { CreateKeyForm, type KeyWish } from './create-key-form.tsx';

/** The form, and after it the new key, shown until it is put away. */
export function CreateKey() {
  const create = useCreateApiKey();
  const created = create.data?.ok ? create.data.data : null;

  async function make({ name, scopes, expiresInDays }: KeyWish) {
    const days = expiresInDays === '' ? {} : { expiresInDays: Number(expiresInDays) };
    try {
      const outcome = await create.mutateAsync({ name: name.trim(), scopes, ...days });
      if (!outcome.ok) toast.error(outcome.error.message);
    } catch (error) {
      toast.error(faultOf(error).message);
    }
  }

  function putAway() {
    create.reset();
    // The button that was pressed has gone with the key.
    document.getElementById('content')?.focus();
  }

  if (!created) return <CreateKeyForm isPending={create.isPending} onWish={make} />;
  return (
    <div>
      <p ref={focus} tabIndex={-1} className="font-medium">
        The key «{created.name}» is ready
      </p>
      <p className="mt-1 text-sm text-muted">
        Copy it now: it is shown this once, and nobody can show it again. Whoever has it can act for your company, so
        keep it where secrets are kept, never in a web page or a repository.
      </p>
      <CopyField label="New key" noun="key" text={created.secret} />
      <Button look="secondary" className="mt-5" onClick={putAway}>
        I have kept it
      </Button>
    </div>
  );
}

/** The form with the focus has gone: people who listen go on where the key is. */
function focus(element: HTMLElement | null): void {
  element?.focus();
}
