import type { ErrorComponentProps } from '@tanstack/react-router';
import { useEffect } from 'react';
import { Card } from '../ui/card.tsx';
import { Failure } from '../ui/failure.tsx';

/** What a page shows that broke while it was drawn, or whose code could not be loaded. The rest of the screen stays. */
export function RouteFailure({ error }: ErrorComponentProps) {
  useEffect(() => console.error(error), [error]);
  return (
    <div className="mx-auto w-full max-w-2xl p-4">
      <Card>
        <Failure
          title="This page could not be shown"
          message="Something went wrong on our side, or a new version has just been put in place."
          // A fresh start also fetches the newest version.
          onRetry={() => window.location.reload()}
        />
      </Card>
    </div>
  );
}
