import type { ErrorComponentProps } from '@tanstack/react-router';
import { useEffect } from 'react';
import { Button } from '../ui/button.tsx';
import { PageTitle } from '../ui/page-title.tsx';

/** What stands in for a page that broke while it was drawn, or whose code could not be loaded. The shell stays. */
export function RouteFailure({ error }: ErrorComponentProps) {
  useEffect(() => console.error(error), [error]);
  return (
    <div className="mx-auto w-full max-w-2xl p-4">
      <PageTitle lead="Something went wrong on our side, or a new version has just been put in place.">
        This page could not be shown
      </PageTitle>
      {/* A fresh start also fetches the newest version. */}
      <Button look="secondary" onClick={() => window.location.reload()}>
        Reload the page
      </Button>
    </div>
  );
}
