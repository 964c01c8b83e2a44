import { useCurrentSession } from '@linekeeper/client/react';
import { ThemeSelect } from '../shell/theme-select.tsx';
import { Card, CardSection } from '../ui/card.tsx';
import { CardSkeleton } from '../ui/card-skeleton.tsx';
import { PageTitle } from '../ui/page-title.tsx';
import { NameForm } from './name-form.tsx';
import { PasswordForm } from './password-form.tsx';
import { Sessions } from './sessions.tsx';
import { ACCOUNT } from './texts.ts';

/** The signed-in person's own settings. */
export function AccountPage() {
  const session = useCurrentSession();
  const person = session.data?.person;
  return (
    <>
      <PageTitle lead={ACCOUNT.lead}>{ACCOUNT.title}</PageTitle>
      <Card>
        {person ? (
          <>
            <CardSection heading={ACCOUNT.profile}>
              <NameForm person={person} />
            </CardSection>
            <CardSection heading={ACCOUNT.password}>
              <PasswordForm />
            </CardSection>
            <CardSection heading={ACCOUNT.sessions}>
              <Sessions />
            </CardSection>
            <CardSection heading={ACCOUNT.appearance}>
              <ThemeSelect className="max-w-sm" />
            </CardSection>
          </>
        ) : (
          <CardSkeleton />
        )}
      </Card>
    </>
  );
}
