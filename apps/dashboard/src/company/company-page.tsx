import { useCurrentSession } from '@linekeeper/client/react';
import type { Organization } from '@linekeeper/contract';
import { useQuery } from '@tanstack/react-query';
import { useWorkplace } from '../shell/company.ts';
import { Card, CardSection } from '../ui/card.tsx';
import { CardSkeleton } from '../ui/card-skeleton.tsx';
import { Failure } from '../ui/failure.tsx';
import { PageTitle } from '../ui/page-title.tsx';
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

  function content(organization: Organization | undefined) {
    if (session.data && organization) {
      return (
        <CardSection heading={COMPANY.heading}>
          <CompanyForm
            organization={organization}
            country={session.data.tenant.country}
            canChange={session.data.permissions.includes('organization:update')}
          />
        </CardSection>
      );
    }
    if (!details.error) return <CardSkeleton />;
    return (
      <Failure
        title={COMPANY.failed}
        message={details.error.message}
        retrying={details.isFetching}
        onRetry={() => void details.refetch()}
      />
    );
  }

  return (
    <>
      <PageTitle lead={COMPANY.lead}>{COMPANY.title}</PageTitle>
      <Card>{content(details.data)}</Card>
    </>
  );
}
