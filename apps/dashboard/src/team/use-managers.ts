import { useQuery } from '@tanstack/react-query';
import { useApi } from '../shell/api.ts';

/** The people whom a member can ask. */
export function useManagers() {
  const api = useApi();
  return useQuery({
    queryKey: ['managers'],
    queryFn: ({ signal }) => api.member.managers.query(undefined, { signal }),
  });
}
