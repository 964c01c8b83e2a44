import { type InvitationLink, PERSON_NAME_MAX_LENGTH } from '@linekeeper/contract';
import { useRouter } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { Button } from '../ui/button.tsx';
import { ErrorText } from '../ui/error-text.tsx';
import { TextField } from '../ui/field.tsx';
import { formText } from '../ui/form-text.ts';
import { acceptInvitation } from './invitation.ts';
import { judgeNewPassword } from './new-password.ts';
import { HOME } from './next-page.ts';
import { NewPasswordField } from './password-field.tsx';
import { signIn } from './sign-in.ts';
import { INVITATION } from './texts.ts';

/** The form for an invited person who has no account yet. */
export function NewPersonForm({ link, email }: { link: InvitationLink; email: string }) {
  const router = useRouter();
  const [errors, setErrors] = useState<{ name?: string; password?: string }>({});
  const [refusal, setRefusal] = useState<string | null>(null);
  const [isPending, setPending] = useState(false);

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const name = formText(form, 'name');
    const password = formText(form, 'password', true);
    const judged = judgeNewPassword(password);
    const found = { ...(name === '' && { name: INVITATION.noName }), ...(judged !== true && { password: judged }) };
    setErrors(found);
    if (isPending || Object.keys(found).length > 0) return;
    setPending(true);
    const refused = await acceptInvitation({ ...link, person: { name, password } });
    setRefusal(refused);
    // If signing in fails, the sign-in page says why. The account already exists at this point.
    if (!refused) {
      const isIn = (await signIn({ email, password })) === null;
      await router.navigate({ to: isIn ? HOME : '/sign-in', replace: true });
    }
    setPending(false);
  }

  return (
    <form noValidate onSubmit={(event) => void submit(event)} className="space-y-5">
      <TextField label={INVITATION.email} type="email" autoComplete="username" readOnly value={email} />
      <TextField
        label={INVITATION.name}
        name="name"
        autoComplete="name"
        required
        maxLength={PERSON_NAME_MAX_LENGTH}
        error={errors.name}
      />
      <NewPasswordField label={INVITATION.password} name="password" required error={errors.password} />
      <ErrorText message={refusal} />
      <Button type="submit" pending={isPending} className="w-full">
        {INVITATION.join}
      </Button>
    </form>
  );
}
