import type { Organization } from '@linekeeper/contract';
import type { CountryCode } from '@linekeeper/phone-number';
import { countryName } from '../inbound-number/countries.ts';
import { useWorkplace } from '../shell/company.ts';
import { AskManagers } from '../team/ask-managers.tsx';
import { COMPANY } from './texts.ts';

/** The details as text, for people who can't change them. */
export function CompanyDetails({ organization: { name, location, timezone }, country }: CompanyDetailsProps) {
  const { company } = useWorkplace();
  const details = [
    [COMPANY.name, name],
    [COMPANY.location, location],
    [COMPANY.timezone, timezone?.replace(/_/g, ' ')],
    [COMPANY.country, country && countryName(country)],
  ] as const;
  return (
    <>
      <dl className="mb-6 space-y-4 text-sm">
        {details.map(([term, text]) => (
          <div key={term}>
            <dt className="text-muted">{term}</dt>
            <dd className="mt-0.5 font-medium wrap-anywhere">{text || COMPANY.notSet}</dd>
          </div>
        ))}
      </dl>
      <AskManagers why={COMPANY.onlyManagers(company.name)} />
    </>
  );
}

interface CompanyDetailsProps {
  organization: Organization;
  country: CountryCode | null;
}
