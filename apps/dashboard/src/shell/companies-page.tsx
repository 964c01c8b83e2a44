import type { SessionTenant } from '@linekeeper/contract';
import { Link } from '@tanstack/react-router';
import { buttonLook } from '../ui/button.tsx';
import { PageTitle } from '../ui/page-title.tsx';
import { PlainPage } from '../ui/plain-page.tsx';
import { segmentOf } from './company.ts';
import { SignOutButton } from './sign-out-button.tsx';
import { SHELL } from './texts.ts';

/** The person's companies, to choose one. */
export function CompaniesPage({ companies, isRefused = false, removedFrom }: CompaniesPageProps) {
  const [title, lead] = removedFrom
    ? [SHELL.removed(removedFrom), SHELL.removedLead(removedFrom, companies.length > 0)]
    : companies.length === 0
      ? [SHELL.noCompany, SHELL.noCompanyLead]
      : isRefused
        ? [SHELL.otherCompany, SHELL.otherCompanyLead]
        : [SHELL.chooseTitle, SHELL.chooseLead];
  return (
    <PlainPage>
      <PageTitle lead={lead}>{title}</PageTitle>
      <ul className="mb-6 grid gap-3 empty:hidden">
        {companies.map((company) => (
          <li key={company.id}>
            <Link
              to="/c/$company"
              params={{ company: segmentOf(company) }}
              reloadDocument={isRefused || removedFrom !== undefined}
              className={buttonLook('secondary', 'w-full wrap-anywhere')}
            >
              {company.name}
            </Link>
          </li>
        ))}
      </ul>
      <SignOutButton look="quiet" className="-ml-4" />
    </PlainPage>
  );
}

interface CompaniesPageProps {
  companies: readonly SessionTenant[];
  /** The address names a company that isn't the person's. */
  isRefused?: boolean;
  /** The name of the company that the address names, if the person was a member of it when the page was loaded. */
  removedFrom?: string;
}
