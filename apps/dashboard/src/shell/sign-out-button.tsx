import { useRouter } from '@tanstack/react-router';
import { LogOut } from 'lucide-react';
import { useState } from 'react';
import { toast } from 'sonner';
import { signOut } from '../sign-in/sign-in.ts';
import { Button, type ButtonProps } from '../ui/button.tsx';

export function SignOutButton(props: Pick<ButtonProps, 'look' | 'className'>) {
  const router = useRouter();
  const [pending, setPending] = useState(false);

  async function leave() {
    setPending(true);
    const done = await signOut();
    if (done) await router.navigate({ to: '/sign-in' });
    else toast.error('You are still signed in: the server could not be reached. Try again');
    setPending(false);
  }

  return (
    <Button {...props} pending={pending} onClick={() => void (pending || leave())}>
      {!pending && <LogOut aria-hidden className="size-4" />}
      Sign out
    </Button>
  );
}
