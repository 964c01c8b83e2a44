import { type CurrentSession, PERSON_NAME_MAX_LENGTH } from '@linekeeper/contract';
import { useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { send } from '../sign-in/request.ts';
import { useSupportContact } from '../team/use-support-contact.ts';
import { Button } from '../ui/button.tsx';
import { ContactLink } from '../ui/contact-link.tsx';
import { TextField } from '../ui/field.tsx';
import { formText } from '../ui/form-text.ts';
import { Announced, Notice } from '../ui/notice.tsx';
import { ACCOUNT } from './texts.ts';

export function NameForm({ person }: { person: NonNullable<CurrentSession['person']> }) {
  const queries = useQueryClient();
  const contact = useSupportContact();
  const [error, setError] = useState<string>();
  const [isSaved, setSaved] = useState(false);
  const [isPending, setPending] = useState(false);

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    if (isPending) return;
    setSaved(false);
    const name = formText(new FormData(event.currentTarget), 'name');
    if (name === '') return setError(ACCOUNT.noName);
    setPending(true);
    const refused = await send('/api/session/name', { name });
    setPending(false);
    setError(refused ?? undefined);
    setSaved(refused === null);
    if (refused === null) await queries.invalidateQueries();
  }

  return (
    <>
      <form noValidate onSubmit={(event) => void submit(event)} className="max-w-sm space-y-5">
        <TextField
          label={ACCOUNT.name}
          name="name"
          autoComplete="name"
          maxLength={PERSON_NAME_MAX_LENGTH}
          defaultValue={person.name}
          error={error}
        />
        <TextField
          label={ACCOUNT.email}
          type="email"
          readOnly
          value={person.email}
          hint={
            contact ? (
              <>
                {ACCOUNT.emailContact} <ContactLink contact={contact} />.
              </>
            ) : (
              ACCOUNT.emailFixed
            )
          }
        />
        <Button type="submit" look="secondary" pending={isPending}>
          {ACCOUNT.saveName}
        </Button>
      </form>
      <Announced>{isSaved && <Notice tone="good" title={ACCOUNT.nameSaved} />}</Announced>
    </>
  );
}
