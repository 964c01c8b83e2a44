import { Link } from '@tanstack/react-router';
import { HOME } from '../sign-in/next-page.ts';
import { buttonLook } from '../ui/button.tsx';
import { PageTitle } from '../ui/page-title.tsx';
import { PlainPage } from '../ui/plain-page.tsx';
import { SHELL } from './texts.ts';

/** An address that no page has. Inside a company the shell stays; see router.tsx. */
export function NotFound() {
  return (
    <>
      <PageTitle lead={SHELL.notFoundLead}>{SHELL.notFound}</PageTitle>
      <Link to={HOME} className={buttonLook('secondary')}>
        {SHELL.toOverview}
      </Link>
    </>
  );
}

export function NotFoundPage() {
  return (
    <PlainPage>
      <NotFound />
    </PlainPage>
  );
}
