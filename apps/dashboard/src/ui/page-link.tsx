import { Link, type LinkProps } from '@tanstack/react-router';
import { segmentOf, useWorkplace } from '../shell/company.ts';

/** A link from a short list to the page with the complete list. */
export function PageLink({ to, children }: { to: NonNullable<LinkProps['to']>; children: string }) {
  const { company } = useWorkplace();
  return (
    <Link
      to={to}
      params={{ company: segmentOf(company) }}
      className="inline-flex min-h-6 items-center text-sm font-medium text-accent underline-offset-2 hover:underline"
    >
      {children}
    </Link>
  );
}
