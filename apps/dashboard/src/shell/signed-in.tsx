import { LinekeeperProvider } from '@linekeeper/client/react';
import { QueryClientProvider } from '@tanstack/react-query';
import { useRouter } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { toast } from 'sonner';
import { forgetSession, onSessionChange } from '../sign-in/session.ts';
import { Toasts } from '../ui/toasts.tsx';
import { createQueries } from './queries.ts';
import { Shell } from './shell.tsx';

/** The part of the app for signed-in people. Its cached data is discarded when it unmounts. */
export function SignedIn() {
  const router = useRouter();
  const [queries] = useState(() =>
    createQueries(() => {
      forgetSession();
      const { pathname, href } = router.state.location;
      if (pathname !== '/sign-in') void router.navigate({ to: '/sign-in', search: { next: href } });
    }),
  );

  useEffect(
    () =>
      onSessionChange(() => {
        toast.dismiss();
        void queries.resetQueries();
      }),
    [queries],
  );

  useEffect(
    () => () => {
      // A toast can contain an "Undo" of the person who signed out.
      toast.dismiss();
    },
    [],
  );

  return (
    <QueryClientProvider client={queries}>
      <LinekeeperProvider url="/trpc" queryClient={queries}>
        <Shell />
        <Toasts />
      </LinekeeperProvider>
    </QueryClientProvider>
  );
}
