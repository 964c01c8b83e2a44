import { PageTitle } from '../ui/page-title.tsx';
import { PlainPage } from '../ui/plain-page.tsx';
import { SignOutButton } from './sign-out-button.tsx';

export function NoCompanyPage() {
  return (
    <PlainPage>
      <PageTitle lead="You are signed in, but you are not a member of any company. Ask an owner or admin of yours to add you, or sign in with another e-mail.">
        No company
      </PageTitle>
      <SignOutButton look="secondary" />
    </PlainPage>
  );
}
