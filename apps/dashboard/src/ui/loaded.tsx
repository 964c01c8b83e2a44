import { faultOf } from '@linekeeper/client';
import type { ReactNode } from 'react';
import { RequestError } from '../sign-in/request.ts';
import { Card } from './card.tsx';
import { CardSkeleton, type Placeholder } from './card-skeleton.tsx';
import { Failure } from './failure.tsx';

interface LoadedProps<T extends readonly unknown[]> {
  queries: { [K in keyof T]: Query<T[K]> };
  /** What the person can't see if a query fails. */
  failed: string;
  /** What the placeholder looks like. */
  as?: Placeholder;
  children: (...data: T) => ReactNode;
}

interface Query<T> {
  data: T | undefined;
  error: unknown;
  isFetching: boolean;
  refetch: () => unknown;
}

/** Shows what the queries have loaded; until then a placeholder, or the failure with a button that tries again. */
export function Loaded<T extends readonly unknown[]>({ queries, failed, as, children }: LoadedProps<T>) {
  const all: readonly Query<unknown>[] = queries;
  const missing = all.filter(({ data }) => data === undefined);
  if (missing.length === 0) return children(...(all.map(({ data }) => data) as unknown as T));
  const error = missing.find((query) => query.error)?.error;
  const fault = error ? faultOrMessage(error) : null;
  return (
    <Card>
      {/* A person who was signed out is being redirected to the sign-in page. */}
      {!fault || fault.code === 'UNAUTHORIZED' ? (
        <CardSkeleton {...(as && { as })} />
      ) : (
        <Failure
          title={failed}
          message={fault.message}
          retrying={missing.some(({ isFetching }) => isFetching)}
          onRetry={() => {
            for (const { refetch } of missing) void refetch();
          }}
        />
      )}
    </Card>
  );
}

function faultOrMessage(error: unknown): { code: string | null; message: string } {
  return error instanceof RequestError ? { code: null, message: error.message } : faultOf(error);
}
