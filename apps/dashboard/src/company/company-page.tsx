import { useCurrentSession } from '@linekeeper/client/react';
import { useQuery } from '@tanstack/react-query';
import { useWorkplace } from '../shell/company.ts';
import { Card, CardSection } from '../ui/card.tsx';
import { Loaded } from '../ui/loaded.tsx';
import { PageTitle } from '../ui/page-title.tsx';
import { CompanyDetails } from './company-details.tsx';
import { CompanyForm } from './company-form.tsx';
import { askOrganization } from './organization.ts';
import { COMPANY } from './texts.ts';

/** The company's own details. */
export function CompanyPage() {
  const { company } = useWorkplace();
  const session = useCurrentSession();
  const details = useQuery({
    queryKey: ['organization'],
    queryFn: () => askOrganization(company.id),
  });

  return (
    <>
      <PageTitle lead={COMPANY.lead}>{COMPANY.title}</PageTitle>
      <Loaded queries={[session, details]} failed={COMPANY.failed}>
        {({ tenant, permissions }, organization) => {
          const Details = permissions.includes('organization:update') ? CompanyForm : CompanyDetails;
          return (
            <Card>
              <CardSection heading={COMPANY.heading}>
                <Details organization={organization} country={tenant.country} />
              </CardSection>
            </Card>
          );
        }}
      </Loaded>
    </>
  );
}
