import { useRouter } from '@tanstack/react-router';
import { LogOut } from 'lucide-react';
import { useState } from 'react';
import { signOut } from '../sign-in/sign-in.ts';
import { STILL_SIGNED_IN } from '../sign-in/texts.ts';
import { Button, type ButtonProps } from '../ui/button.tsx';
import { ErrorText } from '../ui/error-text.tsx';
import { SHELL } from './texts.ts';

export function SignOutButton(props: Pick<ButtonProps, 'look' | 'className'>) {
  const router = useRouter();
  const [isPending, setPending] = useState(false);
  const [hasFailed, setFailed] = useState(false);

  async function leave() {
    setPending(true);
    const done = await signOut();
    setFailed(!done);
    if (done) await router.navigate({ to: '/sign-in' });
    setPending(false);
  }

  return (
    <>
      <Button {...props} pending={isPending} onClick={() => void (isPending || leave())}>
        {!isPending && <LogOut aria-hidden className="size-4" />}
        {SHELL.signOut}
      </Button>
      <ErrorText className="px-3 pb-2" message={hasFailed ? STILL_SIGNED_IN : null} />
    </>
  );
}
