import { Card } from './card.tsx';
import { Skeleton } from './skeleton.tsx';

export function PageSkeleton() {
  return (
    <div role="status" aria-label="Loading">
      <Skeleton className="h-8 w-48" />
      <Skeleton className="mt-3 mb-8 h-5 w-full max-w-md" />
      <Card>
        <CardSkeleton />
      </Card>
    </div>
  );
}

/** As high as a number with its form. */
export function CardSkeleton() {
  return (
    <div className="space-y-5 p-5 sm:p-7">
      <Skeleton className="h-5 w-32" />
      <Skeleton className="h-9 w-64 max-w-full" />
      <Skeleton className="h-4 w-52" />
      <Skeleton className="mt-12 h-5 w-32" />
      <Skeleton className="h-11 w-full" />
      <Skeleton className="h-11 w-20" />
    </div>
  );
}
