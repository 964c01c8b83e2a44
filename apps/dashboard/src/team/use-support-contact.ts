import { useQuery } from '@tanstack/react-query';
import { readHelp } from '../sign-in/help.ts';
import { RequestError, UNREACHABLE } from '../sign-in/request.ts';

/** How to reach the people who run the service; null if they set nothing, or while it isn't known. */
export function useSupportContact(): string | null {
  const help = useQuery({ queryKey: ['help'], queryFn: askHelp, staleTime: Number.POSITIVE_INFINITY });
  return help.data?.supportContact ?? null;
}

/** A failure isn't an answer that can be kept. */
async function askHelp() {
  const help = await readHelp();
  if (!help) throw new RequestError(UNREACHABLE);
  return help;
}
