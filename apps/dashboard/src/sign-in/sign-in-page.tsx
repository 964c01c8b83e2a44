import { useRouter, useSearch } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { useForm } from 'react-hook-form';
import { Button } from '../ui/button.tsx';
import { PageTitle } from '../ui/page-title.tsx';
import { PlainPage } from '../ui/plain-page.tsx';
import { CredentialField } from './credential-field.tsx';
import { nextPage } from './next-page.ts';
import { type Credentials, type SignInRefusal, signIn } from './sign-in.ts';

export function SignInPage() {
  const { next } = useSearch({ from: '/sign-in' });
  const router = useRouter();
  const [refusal, setRefusal] = useState<SignInRefusal | null>(null);
  const { register, handleSubmit, setFocus, formState } = useForm<Credentials>({
    defaultValues: { email: '', password: '' },
  });
  const { errors, isSubmitting } = formState;
  const isWrong = refusal?.code === 'WRONG_CREDENTIALS';

  useEffect(() => setFocus('email'), [setFocus]);

  const submit = handleSubmit(async (credentials) => {
    if (isSubmitting) return;
    setRefusal(null);
    const refused = await signIn(credentials);
    setRefusal(refused);
    if (refused) setFocus('password', { shouldSelect: true });
    // Awaited, so that the button stays pending while the first page loads.
    else await router.navigate({ href: nextPage(next), replace: true });
  });

  return (
    <PlainPage>
      <PageTitle>Sign in</PageTitle>
      <form noValidate onSubmit={(event) => void submit(event)} className="space-y-5">
        <CredentialField
          label="Email"
          type="email"
          autoComplete="username"
          error={errors.email?.message}
          isWrong={isWrong}
          {...register('email', { validate: (email) => email.trim() !== '' || 'Enter your email' })}
        />
        <CredentialField
          label="Password"
          type="password"
          autoComplete="current-password"
          error={errors.password?.message}
          isWrong={isWrong}
          {...register('password', { required: 'Enter your password' })}
        />
        <p role="alert" id="sign-in-refusal" className="text-sm text-bad empty:hidden">
          {refusal?.message}
        </p>
        <Button type="submit" pending={isSubmitting} className="w-full">
          Sign in
        </Button>
      </form>
    </PlainPage>
  );
}
