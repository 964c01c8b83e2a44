import { type FormEvent, useState } from 'react';
import { judgeNewPassword } from '../sign-in/new-password.ts';
import { NewPasswordField } from '../sign-in/password-field.tsx';
import { request, SERVER_FAULT, UNREACHABLE } from '../sign-in/request.ts';
import { TOO_MANY_ATTEMPTS } from '../sign-in/texts.ts';
import { Button } from '../ui/button.tsx';
import { TextField } from '../ui/field.tsx';
import { formText } from '../ui/form-text.ts';
import { Announced, Notice } from '../ui/notice.tsx';
import { ACCOUNT } from './texts.ts';

interface Errors {
  current?: string;
  next?: string;
}

export function PasswordForm() {
  const [errors, setErrors] = useState<Errors>({});
  const [isSaved, setSaved] = useState(false);
  const [isPending, setPending] = useState(false);

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    if (isPending) return;
    const element = event.currentTarget;
    const form = new FormData(element);
    const current = formText(form, 'current', true);
    const next = formText(form, 'next', true);
    const judged = judgeNewPassword(next);
    const found: Errors = {
      ...(current === '' && { current: ACCOUNT.noCurrent }),
      ...(judged !== true && { next: judged }),
    };
    setErrors(found);
    setSaved(false);
    if (found.current || found.next) return;
    setPending(true);
    const refused = await changePassword(current, next);
    setPending(false);
    setErrors(refused ?? {});
    setSaved(refused === null);
    if (refused === null) element.reset();
  }

  return (
    <>
      <form noValidate onSubmit={(event) => void submit(event)} className="max-w-sm space-y-5">
        <TextField
          label={ACCOUNT.current}
          name="current"
          type="password"
          autoComplete="current-password"
          error={errors.current}
        />
        <NewPasswordField label={ACCOUNT.next} name="next" error={errors.next} />
        <Button type="submit" look="secondary" pending={isPending}>
          {ACCOUNT.savePassword}
        </Button>
      </form>
      <Announced>{isSaved && <Notice tone="good" title={ACCOUNT.passwordSaved} />}</Announced>
    </>
  );
}

/** Null, or a message that says what is wrong. */
async function changePassword(currentPassword: string, newPassword: string): Promise<Errors | null> {
  try {
    const { ok, status } = await request('/api/session/password', { currentPassword, newPassword });
    if (ok) return null;
    if (status === 400) return { current: ACCOUNT.wrongCurrent };
    if (status === 429) return { current: TOO_MANY_ATTEMPTS };
    return { next: SERVER_FAULT };
  } catch {
    return { next: UNREACHABLE };
  }
}
