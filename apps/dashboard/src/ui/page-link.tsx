import { Link, type LinkProps } from '@tanstack/react-router';
import { segmentOf, useWorkplace } from '../shell/company.ts';
import { type ButtonProps, buttonLook } from './button.tsx';

type To = NonNullable<LinkProps['to']>;

/** A link from a short list to the page with the complete list. */
export function PageLink({ to, hash, onClick, children }: PageLinkProps) {
  const { company } = useWorkplace();
  return (
    <Link
      to={to}
      params={{ company: segmentOf(company) }}
      {...(hash && { hash })}
      onClick={onClick}
      className="inline-flex min-h-6 items-center text-sm font-medium text-accent underline-offset-2 hover:underline"
    >
      {children}
    </Link>
  );
}

interface PageLinkProps {
  to: To;
  /** The part of the page. */
  hash?: string | undefined;
  onClick?: (() => void) | undefined;
  children: string;
}

/** A link to a page of this company that looks like a button. */
export function PageButton({ to, hash, look = 'primary', label, className, children }: PageButtonProps) {
  const { company } = useWorkplace();
  return (
    <Link
      to={to}
      params={{ company: segmentOf(company) }}
      {...(hash && { hash })}
      aria-label={label}
      className={buttonLook(look, className)}
    >
      {children}
    </Link>
  );
}

interface PageButtonProps {
  to: To;
  /** The part of the page. */
  hash?: string | undefined;
  look?: ButtonProps['look'];
  /** What screen readers say, if the text isn't enough. */
  label?: string;
  className?: string;
  children: string;
}
