import { type SessionTenant, SessionTenants } from '@linekeeper/contract';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { toast } from 'sonner';
import { request } from '../sign-in/request.ts';
import { announceSession } from '../sign-in/session.ts';

/** The company that the person acts for, and a way to another where they are a member of several. */
export function CompanyName({ name }: { name: string }) {
  const { data: companies = [] } = useQuery({ queryKey: ['session-tenants'], queryFn: findCompanies });
  const current = companies.find((company) => company.current);
  if (!current || companies.length < 2) return <p className="truncate text-sm leading-5 font-semibold">{name}</p>;
  return <CompanySelect companies={companies} current={current} />;
}

function CompanySelect({ companies, current }: { companies: SessionTenant[]; current: SessionTenant }) {
  const [isChoosing, setChoosing] = useState(false);

  async function choose(tenantId: string) {
    setChoosing(true);
    try {
      const response = await request('/api/session/tenant', { tenantId });
      if (!response.ok) throw new Error(String(response.status));
      // All tabs share the session: none may go on showing the other company.
      announceSession(true);
      window.location.assign('/');
    } catch {
      setChoosing(false);
      toast.error('The company could not be changed. Try again in a moment');
    }
  }

  return (
    <select
      aria-label="Company"
      className="-ml-1 w-full truncate rounded-md bg-transparent py-0.5 text-sm leading-5 font-semibold"
      disabled={isChoosing}
      value={current.id}
      onChange={(event) => void choose(event.currentTarget.value)}
    >
      {companies.map(({ id, name }) => (
        <option key={id} value={id}>
          {name}
        </option>
      ))}
    </select>
  );
}

async function findCompanies(): Promise<SessionTenant[]> {
  const response = await request('/api/session/tenants');
  if (!response.ok) throw new Error(String(response.status));
  return SessionTenants.parse(await response.json());
}
