import { useRouter } from '@tanstack/react-router';
import { LogOut } from 'lucide-react';
import { useState } from 'react';
import { toast } from 'sonner';
import { signOut } from '../sign-in/sign-in.ts';
import { Button, type ButtonProps } from '../ui/button.tsx';

interface SignOutButtonProps extends Pick<ButtonProps, 'look' | 'className'> {
  /** Shows only the icon in narrow windows. */
  isCompact?: boolean;
}

export function SignOutButton({ isCompact = false, ...props }: SignOutButtonProps) {
  const router = useRouter();
  const [pending, setPending] = useState(false);

  async function handleSignOut() {
    setPending(true);
    const done = await signOut();
    if (done) await router.navigate({ to: '/sign-in' });
    else toast.error("The server couldn't be reached, so you're still signed in. Try again");
    setPending(false);
  }

  return (
    <Button {...props} pending={pending} onClick={() => void (pending || handleSignOut())}>
      {!pending && <LogOut aria-hidden className="size-4" />}
      <span className={isCompact ? 'max-sm:sr-only' : ''}>Sign out</span>
    </Button>
  );
}
