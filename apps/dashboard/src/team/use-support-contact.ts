import { useQuery } from '@tanstack/react-query';
import { readHelp } from '../sign-in/help.ts';

/** How to reach the people who run the platform; null if the operator set nothing, or while it isn't known. */
export function useSupportContact(): string | null {
  const help = useQuery({ queryKey: ['help'], queryFn: readHelp, staleTime: Number.POSITIVE_INFINITY });
  return help.data?.supportContact ?? null;
}
