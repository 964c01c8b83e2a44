import { type InvitationLink, PERSON_NAME_MAX_LENGTH } from '@linekeeper/contract';
import { useRouter } from '@tanstack/react-router';
import { useState } from 'react';
import { useForm } from 'react-hook-form';
import { Button } from '../ui/button.tsx';
import { CredentialField } from './credential-field.tsx';
import { acceptInvitation } from './invitation.ts';
import { judgeNewPassword } from './new-password.ts';
import { HOME } from './next-page.ts';
import { signIn } from './sign-in.ts';

/** The form for an invited person who has no account yet. */
export function NewPersonForm({ link, email }: { link: InvitationLink; email: string }) {
  const router = useRouter();
  const [refusal, setRefusal] = useState<string | null>(null);
  const { register, handleSubmit, formState } = useForm({ defaultValues: { name: '', password: '' } });
  const { errors, isSubmitting } = formState;

  const submit = handleSubmit(async ({ name, password }) => {
    if (isSubmitting) return;
    setRefusal(null);
    const refused = await acceptInvitation({ ...link, person: { name: name.trim(), password } });
    setRefusal(refused);
    if (refused) return;
    // If this fails, the sign-in page says why. The account already exists at this point.
    const signedIn = (await signIn({ email, password })) === null;
    await router.navigate({ to: signedIn ? HOME : '/sign-in', replace: true });
  });

  return (
    <form noValidate onSubmit={(event) => void submit(event)} className="space-y-5">
      <CredentialField
        label="Email"
        type="email"
        autoComplete="username"
        error={undefined}
        isWrong={false}
        readOnly
        value={email}
      />
      <CredentialField
        label="Your name"
        autoComplete="name"
        maxLength={PERSON_NAME_MAX_LENGTH}
        error={errors.name?.message}
        isWrong={false}
        {...register('name', { validate: (name) => name.trim() !== '' || 'Enter your name' })}
      />
      <CredentialField
        label="Password"
        type="password"
        autoComplete="new-password"
        error={errors.password?.message}
        isWrong={false}
        {...register('password', { validate: judgeNewPassword })}
      />
      <p role="alert" className="text-sm text-bad empty:hidden">
        {refusal}
      </p>
      <Button type="submit" pending={isSubmitting} className="w-full">
        Join
      </Button>
    </form>
  );
}
