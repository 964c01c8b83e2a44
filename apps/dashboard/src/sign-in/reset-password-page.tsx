import { Link, useSearch } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { Button, buttonLook } from '../ui/button.tsx';
import { PageTitle } from '../ui/page-title.tsx';
import { PlainPage } from '../ui/plain-page.tsx';
import { judgeNewPassword } from './new-password.ts';
import { NewPasswordField } from './password-field.tsx';
import { resetPassword } from './reset-password.ts';
import { RESET, SIGN_IN } from './texts.ts';

/** The page that the link of `linekeeper password reset-link` opens. */
export function ResetPasswordPage() {
  const { token } = useSearch({ from: '/reset-password' });
  const [error, setError] = useState<string>();
  const [isPending, setPending] = useState(false);
  const [isDone, setDone] = useState(false);

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    if (isPending) return;
    const field = event.currentTarget.elements.namedItem('password') as HTMLInputElement;
    const judged = judgeNewPassword(field.value);
    if (judged !== true) return setError(judged);
    setPending(true);
    const refused = await resetPassword(token, field.value);
    setPending(false);
    setError(refused ?? undefined);
    setDone(refused === null);
    if (refused) field.select();
  }

  if (token === '' || isDone) {
    return (
      <PlainPage>
        <PageTitle lead={isDone ? RESET.doneLead : RESET.incompleteLead}>
          {isDone ? RESET.done : RESET.incomplete}
        </PageTitle>
        <Link to="/sign-in" className={buttonLook('secondary')}>
          {SIGN_IN.button}
        </Link>
      </PlainPage>
    );
  }

  return (
    <PlainPage>
      <PageTitle lead={RESET.lead}>{RESET.title}</PageTitle>
      <form noValidate onSubmit={(event) => void submit(event)} className="space-y-5">
        <NewPasswordField label={RESET.field} name="password" required error={error} />
        <Button type="submit" pending={isPending} className="w-full">
          {RESET.button}
        </Button>
      </form>
    </PlainPage>
  );
}
