import { Button } from '../ui/button.tsx';
import { Failure } from '../ui/failure.tsx';
import { PageTitle } from '../ui/page-title.tsx';
import { PlainPage } from '../ui/plain-page.tsx';
import { useChooseCompany, useCompanies } from './companies.ts';
import { NoCompanyPage } from './no-company-page.tsx';
import { SignOutButton } from './sign-out-button.tsx';

/** Shown while the session acts for no company. The person has to choose one; the app never guesses. */
export function ChooseCompanyPage() {
  const companies = useCompanies();
  const { choose, isChoosing } = useChooseCompany();

  if (companies.error) {
    return (
      <PlainPage>
        <Failure
          title="Your companies couldn't be loaded"
          message="The server cannot be reached. Check your connection and try again"
          retrying={companies.isFetching}
          onRetry={() => void companies.refetch()}
        />
      </PlainPage>
    );
  }
  if (!companies.data) return null;
  if (companies.data.length === 0) return <NoCompanyPage />;

  return (
    <PlainPage>
      <PageTitle lead="You're signed in. Choose which company to open.">Choose a company</PageTitle>
      <ul className="mb-6 grid gap-3">
        {companies.data.map(({ id, name }) => (
          <li key={id}>
            <Button
              look="secondary"
              className="w-full wrap-anywhere"
              pending={isChoosing}
              onClick={() => void (isChoosing || choose(id))}
            >
              {name}
            </Button>
          </li>
        ))}
      </ul>
      <SignOutButton look="quiet" />
    </PlainPage>
  );
}
