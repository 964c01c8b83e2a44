import { type MemberRole, PERSON_EMAIL_MAX_LENGTH } from '@linekeeper/contract';
import { type FormEvent, useState } from 'react';
import { Button } from '../ui/button.tsx';
import { Dialog, DialogButtons } from '../ui/dialog.tsx';
import { SelectField, TextField } from '../ui/field.tsx';
import { formText } from '../ui/form-text.ts';
import { InvitationLink } from './invitation-link.tsx';
import { isInvitable } from './invited-email.ts';
import { TEAM } from './texts.ts';
import { type CreatedInvitation, useInvite } from './use-invite.ts';

const ROLES = (Object.keys(TEAM.roles) as MemberRole[]).reverse();

/** Asks for an email and a role, and then shows the link. */
export function InviteDialog({ onClose }: { onClose: () => void }) {
  const [error, setError] = useState<string>();
  const [role, setRole] = useState<MemberRole>('member');
  const [created, setCreated] = useState<CreatedInvitation | null>(null);
  const { invite, isPending } = useInvite();

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    if (isPending) return;
    const email = formText(new FormData(event.currentTarget), 'email');
    if (!isInvitable(email)) return setError(TEAM.badEmail);
    setError(undefined);
    const result = await invite({ email, role });
    if (typeof result === 'string') setError(result);
    else setCreated(result);
  }

  if (created) return <InvitationLink created={created} onClose={onClose} />;
  return (
    <Dialog title={TEAM.inviteTitle} onClose={onClose}>
      <p className="mt-2 text-sm text-muted">{TEAM.inviteText}</p>
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
