import type { AppRouter } from '@linekeeper/api';
import type { UseMutationResult, UseQueryResult } from '@tanstack/react-query';
import type { TRPCClientErrorLike } from '@trpc/client';

type Thrown = TRPCClientErrorLike<AppRouter>;

/** A query's state; `error` is a fault, never an expected 'no'. */
export type QueryResult<T> = UseQueryResult<T, Thrown>;

/** A mutation's state; `data` is the outcome, `error` a fault. */
export type MutationResult<T, Input> = UseMutationResult<T, Thrown, Input>;
