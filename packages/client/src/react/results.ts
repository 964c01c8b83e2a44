import type { InfiniteData, UseInfiniteQueryResult, UseMutationResult, UseQueryResult } from '@tanstack/react-query';

/** The fault that a call threw. `faultOf` says what it means. */
export interface Thrown {
  readonly message: string;
}

type State = 'data' | 'error' | 'status' | 'isPending' | 'isSuccess' | 'isError' | 'isFetching' | 'dataUpdatedAt';
type PagesState = State | 'hasNextPage' | 'isFetchingNextPage' | 'isFetchNextPageError';

/** The state of a query. `error` is a fault, never a refusal. */
export interface QueryResult<T> extends Pick<UseQueryResult<T, Thrown>, State> {
  /** Fetches the data again. With `throwOnError`, it throws the fault. */
  refetch: (options?: { throwOnError?: boolean }) => Promise<Pick<UseQueryResult<T, Thrown>, State>>;
}

/** The state of a query with pages. `fetchNextPage` adds a page to `data.pages`, as long as `hasNextPage`. */
export interface PagesResult<T> extends Pages<T> {
  refetch: () => Promise<unknown>;
  fetchNextPage: () => Promise<Pages<T>>;
}

type Pages<T> = Pick<UseInfiniteQueryResult<InfiniteData<T, unknown>, Thrown>, PagesState>;

/** The state of a mutation. `data` is the outcome, `error` is a fault. */
export type MutationResult<T, Input> = UseMutationResult<T, Thrown, Input, unknown>;
