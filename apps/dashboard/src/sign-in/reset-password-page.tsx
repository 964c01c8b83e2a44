import { Link, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { useForm } from 'react-hook-form';
import { Button } from '../ui/button.tsx';
import { LINK_BUTTON } from '../ui/link-look.ts';
import { PageTitle } from '../ui/page-title.tsx';
import { PlainPage } from '../ui/plain-page.tsx';
import { CredentialField } from './credential-field.tsx';
import { judgeNewPassword } from './new-password.ts';
import { resetPassword } from './reset-password.ts';

/** The page that the link of `linekeeper password reset-link` opens. */
export function ResetPasswordPage() {
  const { token } = useSearch({ from: '/reset-password' });
  const [refusal, setRefusal] = useState<string | null>(null);
  const [isDone, setDone] = useState(false);
  const { register, handleSubmit, setFocus, formState } = useForm({ defaultValues: { password: '' } });
  const { errors, isSubmitting } = formState;

  const submit = handleSubmit(async ({ password }) => {
    if (isSubmitting) return;
    setRefusal(null);
    const refused = await resetPassword(token, password);
    setRefusal(refused);
    setDone(refused === null);
    if (refused) setFocus('password', { shouldSelect: true });
  });

  if (isDone) {
    return (
      <PlainPage>
        <PageTitle lead="You were signed out everywhere. Sign in with your new password.">Password changed</PageTitle>
        <Link to="/sign-in" className={LINK_BUTTON}>
          Sign in
        </Link>
      </PlainPage>
    );
  }

  return (
    <PlainPage>
      <PageTitle lead="You will be signed out everywhere else.">Choose a new password</PageTitle>
      <form noValidate onSubmit={(event) => void submit(event)} className="space-y-5">
        <CredentialField
          label="New password"
          type="password"
          autoComplete="new-password"
          error={errors.password?.message}
          isWrong={refusal !== null}
          {...register('password', { validate: judgeNewPassword })}
        />
        <p role="alert" id="sign-in-refusal" className="text-sm text-bad empty:hidden">
          {refusal}
        </p>
        <Button type="submit" pending={isSubmitting} className="w-full">
          Change password
        </Button>
      </form>
    </PlainPage>
  );
}
