import type { AppRouter } from '@linekeeper/core';
import type { TRPCClientErrorLike } from '@trpc/client';
import type { UseTRPCInfiniteQueryResult, UseTRPCMutationResult, UseTRPCQueryResult } from '@trpc/react-query/shared';

type Thrown = TRPCClientErrorLike<AppRouter>;

/** A query's state; `error` is a fault, never an expected 'no'. */
export type QueryResult<T> = UseTRPCQueryResult<T, Thrown>;

/** A query's state that is read page by page: `fetchNextPage` adds one to `data.pages`, while `hasNextPage`. */
export type PagesResult<T> = UseTRPCInfiniteQueryResult<T, Thrown, { cursor?: string | undefined }>;

/** A mutation's state; `data` is the outcome, `error` a fault. */
export type MutationResult<T, Input> = UseTRPCMutationResult<T, Thrown, Input, unknown>;
