import type { SessionTenant } from '@linekeeper/contract';
import { useChooseCompany, useCompanies } from './companies.ts';

/** The company that the person acts for. A select if they are a member of several companies. */
export function CompanyName({ name }: { name: string }) {
  const { data: companies = [] } = useCompanies();
  const current = companies.find((company) => company.current);
  if (!current || companies.length < 2) return <p className="truncate text-sm leading-5 font-semibold">{name}</p>;
  return <CompanySelect companies={companies} current={current} />;
}

function CompanySelect({ companies, current }: { companies: SessionTenant[]; current: SessionTenant }) {
  const { choose, isChoosing } = useChooseCompany();
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
