import type { ErrorComponentProps } from '@tanstack/react-router';
import { useEffect } from 'react';
import { Button } from '../ui/button.tsx';
import { PageTitle } from '../ui/page-title.tsx';

/** Shown instead of a page that failed to render or whose code couldn't be loaded. The shell stays visible. */
export function RouteFailure({ error }: ErrorComponentProps) {
  useEffect(() => console.error(error), [error]);
  return (
    <div className="mx-auto w-full max-w-2xl p-4">
      <PageTitle lead="Something went wrong on our side, or a new version was just released.">
        This page couldn't be shown
      </PageTitle>
      {/* Reloading also fetches the newest version. */}
      <Button look="secondary" onClick={() => window.location.reload()}>
        Reload the page
      </Button>
    </div>
  );
}
