import { Skeleton } from './skeleton.tsx';

/** As tall as a number with its form. */
export function CardSkeleton() {
  return (
    <div role="status" aria-label="Loading" className="p-5 sm:p-7">
      <Skeleton className="h-6 w-36" />
      <Skeleton className="mt-5 h-9 w-64 max-w-full" />
      <Skeleton className="mt-2 h-4 w-52" />
      <Skeleton className="mt-14 h-6 w-36" />
      <Skeleton className="mt-2 h-4 w-80 max-w-full" />
      <Skeleton className="mt-12 h-11 w-full" />
      <Skeleton className="mt-4 h-4 w-72 max-w-full" />
      <Skeleton className="mt-10 h-11 w-20" />
    </div>
  );
}
