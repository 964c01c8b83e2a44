import { Link } from '@tanstack/react-router';
import { HOME } from '../sign-in/next-page.ts';
import { LINK_BUTTON } from '../ui/link-look.ts';
import { PageTitle } from '../ui/page-title.tsx';
import { PlainPage } from '../ui/plain-page.tsx';

export function NotFoundPage() {
  return (
    <PlainPage>
      <PageTitle lead="Check the address for typos. The page may also have moved.">Page not found</PageTitle>
      <Link to={HOME} className={LINK_BUTTON}>
        Go to your inbound number
      </Link>
    </PlainPage>
  );
}
