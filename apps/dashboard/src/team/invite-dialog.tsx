import { faultOf } from '@linekeeper/client';
import { type MemberRole, PERSON_EMAIL_MAX_LENGTH } from '@linekeeper/contract';
import { useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useApi } from '../shell/api.ts';
import { Button } from '../ui/button.tsx';
import { CopyField } from '../ui/copy-field.tsx';
import { Dialog, DialogButtons } from '../ui/dialog.tsx';
import { SelectField, TextField } from '../ui/field.tsx';
import { formText } from '../ui/form-text.ts';
import { TEAM } from './texts.ts';

const ROLES = (Object.keys(TEAM.roles) as MemberRole[]).reverse();

/** Asks for an email and a role, and then shows the link, which the person sends themselves. */
export function InviteDialog({ onClose }: { onClose: () => void }) {
  const api = useApi();
  const queries = useQueryClient();
  const [error, setError] = useState<string>();
  const [role, setRole] = useState<MemberRole>('member');
  const [isPending, setPending] = useState(false);
  const [made, setMade] = useState<{ email: string; link: string } | null>(null);

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    if (isPending) return;
    const email = formText(new FormData(event.currentTarget), 'email');
    if (!/^[^\s@]+@[^\s@]+$/.test(email)) return setError(TEAM.noEmail);
    setError(undefined);
    setPending(true);
    try {
      const outcome = await api.invitation.create.mutate({ email, role });
      if (outcome.ok) setMade({ email, link: `${window.location.origin}${outcome.data.path}` });
      else setError(outcome.error.message);
      await queries.invalidateQueries({ queryKey: ['invitations'] });
    } catch (thrown) {
      setError(faultOf(thrown).message);
    }
    setPending(false);
  }

  if (made) {
    return (
      // Escape and a click outside don't close it: the link can't be shown again.
      <Dialog title={TEAM.invited(made.email)} onClose={() => {}}>
        <p className="mt-2 text-sm text-muted">{TEAM.invitedText}</p>
        <CopyField label={TEAM.link} noun="link" text={made.link} isShownOnce />
        <DialogButtons>
          <Button look="secondary" onClick={onClose}>
            {TEAM.done}
          </Button>
        </DialogButtons>
      </Dialog>
    );
  }
  return (
    <Dialog title={TEAM.inviteTitle} onClose={onClose}>
      <form noValidate onSubmit={(event) => void submit(event)} className="mt-4 space-y-5">
        <TextField
          label={TEAM.email}
          name="email"
          type="email"
          autoComplete="off"
          maxLength={PERSON_EMAIL_MAX_LENGTH}
          error={error}
        />
        <SelectField
          label={TEAM.role}
          hint={TEAM.roleHints[role]}
          value={role}
          onChange={(event) => setRole(event.currentTarget.value as MemberRole)}
        >
          {ROLES.map((each) => (
            <option key={each} value={each}>
              {TEAM.roles[each]}
            </option>
          ))}
        </SelectField>
        <DialogButtons>
          <Button look="secondary" onClick={onClose}>
            {TEAM.cancel}
          </Button>
          <Button type="submit" pending={isPending}>
            {TEAM.inviteButton}
          </Button>
        </DialogButtons>
      </form>
    </Dialog>
  );
}
