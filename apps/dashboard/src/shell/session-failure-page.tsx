import { type ErrorComponentProps, useRouter } from '@tanstack/react-router';
import { useEffect } from 'react';
import { asSentence } from '../ui/as-sentence.ts';
import { Button } from '../ui/button.tsx';
import { PageTitle } from '../ui/page-title.tsx';
import { PlainPage } from '../ui/plain-page.tsx';
import { RouteFailure } from './route-failure.tsx';
import { SHELL } from './texts.ts';

/** Thrown when a page opens and the session couldn't be read. */
export class SessionFailure extends Error {
  override readonly name = 'SessionFailure';
}

/** Tries again by itself when the browser is back online. */
export function SessionFailurePage({ error, ...rest }: ErrorComponentProps) {
  const router = useRouter();
  useEffect(() => {
    const retry = () => void router.invalidate();
    window.addEventListener('online', retry);
    return () => window.removeEventListener('online', retry);
  }, [router]);
  if (!(error instanceof SessionFailure)) return <RouteFailure error={error} {...rest} />;
  return (
    <PlainPage>
      <PageTitle lead={asSentence(error.message)}>{SHELL.failed}</PageTitle>
      <Button look="secondary" onClick={() => void router.invalidate()}>
        {SHELL.tryAgain}
      </Button>
    </PlainPage>
  );
}
