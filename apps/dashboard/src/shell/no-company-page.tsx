import { PageTitle } from '../ui/page-title.tsx';
import { PlainPage } from '../ui/plain-page.tsx';
import { SignOutButton } from './sign-out-button.tsx';

export function NoCompanyPage() {
  return (
    <PlainPage>
      <PageTitle lead="You're signed in, but you aren't a member of any company. Ask an owner or admin of your company to invite you, or sign in with another email.">
        No company
      </PageTitle>
      <SignOutButton look="secondary" />
    </PlainPage>
  );
}
