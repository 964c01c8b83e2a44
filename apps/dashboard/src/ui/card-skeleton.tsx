import { Skeleton } from './skeleton.tsx';

/** FORM: as tall as a number with its form. LIST: a heading and rows. SUMMARY: a number, a verdict and what it consists of. */
export type Placeholder = 'FORM' | 'LIST' | 'SUMMARY';

const ROWS = [0, 1, 2, 3, 4];

export function CardSkeleton({ as = 'FORM' }: { as?: Placeholder }) {
  const Content = { FORM: Form, LIST: List, SUMMARY: Summary }[as];
  return (
    <div role="status" aria-label="Loading" className="p-5 sm:p-7">
      <Content />
    </div>
  );
}

function Form() {
  return (
    <>
      <Skeleton className="h-6 w-36" />
      <Skeleton className="mt-5 h-9 w-64 max-w-full" />
      <Skeleton className="mt-2 h-4 w-52" />
      <Skeleton className="mt-14 h-6 w-36" />
      <Skeleton className="mt-2 h-4 w-80 max-w-full" />
      <Skeleton className="mt-12 h-11 w-full" />
      <Skeleton className="mt-4 h-4 w-72 max-w-full" />
      <Skeleton className="mt-10 h-11 w-20" />
    </>
  );
}

function List() {
  return (
    <>
      <Skeleton className="h-6 w-36" />
      {ROWS.map((row) => (
        <div key={row} className="mt-7 flex gap-4">
          <Skeleton className="size-7 shrink-0 rounded-full" />
          <div className="grow">
            <Skeleton className="h-4 w-52 max-w-full" />
            <Skeleton className="mt-2 h-4 w-80 max-w-full" />
          </div>
        </div>
      ))}
    </>
  );
}

function Summary() {
  return (
    <>
      <Skeleton className="h-10 w-72 max-w-full" />
      <Skeleton className="mt-2 h-4 w-52" />
      <Skeleton className="mt-6 h-6 w-48" />
      <Skeleton className="mt-2 h-4 w-80 max-w-full" />
    </>
  );
}
