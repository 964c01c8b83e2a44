import { useRouter } from '@tanstack/react-router';
import { LogOut } from 'lucide-react';
import { useState } from 'react';
import { toast } from 'sonner';
import { signOut } from '../sign-in/sign-in.ts';
import { Button, type ButtonProps } from '../ui/button.tsx';

interface SignOutButtonProps extends Pick<ButtonProps, 'look' | 'className'> {
  /** Only the sign where the window is narrow. */
  isCompact?: boolean;
}

export function SignOutButton({ isCompact = false, ...props }: SignOutButtonProps) {
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
      <span className={isCompact ? 'max-sm:sr-only' : ''}>Sign out</span>
    </Button>
  );
}
