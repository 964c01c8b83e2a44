import { Link } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { HOME } from '../sign-in/next-page.ts';
import { isSignedIn } from '../sign-in/session.ts';
import { buttonLook } from '../ui/button.tsx';
import { PageTitle } from '../ui/page-title.tsx';
import { PlainPage } from '../ui/plain-page.tsx';
import { SHELL } from './texts.ts';

/** An address that no page has. Inside a company the shell stays; see router.tsx. */
export function NotFound() {
  return (
    <>
      <NotFoundTitle />
      <Link to={HOME} className={buttonLook('secondary')}>
        {SHELL.toOverview}
      </Link>
    </>
  );
}

/** Outside of the shell, the person can be signed out. */
export function NotFoundPage() {
  const [signedIn, setSignedIn] = useState<boolean>();
  useEffect(() => void isSignedIn().then(setSignedIn), []);
  return (
    <PlainPage>
      {signedIn === false ? (
        <>
          <NotFoundTitle />
          <Link to="/sign-in" className={buttonLook('secondary')}>
            {SHELL.signIn}
          </Link>
        </>
      ) : (
        <NotFound />
      )}
    </PlainPage>
  );
}

function NotFoundTitle() {
  return <PageTitle lead={SHELL.notFoundLead}>{SHELL.notFound}</PageTitle>;
}
