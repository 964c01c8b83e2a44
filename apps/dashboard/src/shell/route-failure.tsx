import type { ErrorComponentProps } from '@tanstack/react-router';
import { use, useEffect } from 'react';
import { Button } from '../ui/button.tsx';
import { PageTitle } from '../ui/page-title.tsx';
import { PlainPage } from '../ui/plain-page.tsx';
import { WorkplaceContext } from './company.ts';

/** Shown instead of a page that failed to render or whose code couldn't be loaded. Inside a company, the shell stays visible. */
export function RouteFailure({ error }: ErrorComponentProps) {
  const isInShell = use(WorkplaceContext) !== null;
  useEffect(() => console.error(error), [error]);
  const failure = (
    <>
      <PageTitle lead="Something went wrong on our side, or a new version was just released.">
        This page couldn't be shown
      </PageTitle>
      {/* Reloading also fetches the newest version. */}
      <Button look="secondary" onClick={() => window.location.reload()}>
        Reload the page
      </Button>
    </>
  );
  return isInShell ? failure : <PlainPage>{failure}</PlainPage>;
}
