import { type SessionTenant, SessionTenants } from '@linekeeper/contract';
import { type UseQueryResult, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { toast } from 'sonner';
import { request } from '../sign-in/request.ts';
import { announceSession } from '../sign-in/session.ts';

/** The companies that the person is a member of. */
export function useCompanies(): UseQueryResult<SessionTenant[]> {
  return useQuery({ queryKey: ['session-tenants'], queryFn: findCompanies });
}

/** Switches the session to another company, in every tab, and reloads the app. */
export function useChooseCompany(): { choose: (tenantId: string) => Promise<void>; isChoosing: boolean } {
  const [isChoosing, setChoosing] = useState(false);

  async function choose(tenantId: string) {
    setChoosing(true);
    try {
      const response = await request('/api/session/tenant', { tenantId });
      if (!response.ok) throw new Error(String(response.status));
      // All tabs share the session, so no tab must keep showing the previous company.
      announceSession(true);
      window.location.assign('/');
    } catch {
      setChoosing(false);
      toast.error("Couldn't switch companies. Try again in a moment");
    }
  }

  return { choose, isChoosing };
}

async function findCompanies(): Promise<SessionTenant[]> {
  const response = await request('/api/session/tenants');
  if (!response.ok) throw new Error(String(response.status));
  return SessionTenants.parse(await response.json());
}
