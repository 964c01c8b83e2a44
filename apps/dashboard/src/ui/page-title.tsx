import { type ReactNode, useEffect, useRef } from 'react';

let shownBefore: string | null = null;

/** The heading of a page, which also names the tab and takes the focus when a person comes from another page. */
export function PageTitle({ children, lead }: { children: string; lead?: ReactNode }) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    document.title = `${children} · Linekeeper`;
    // A page that was opened fresh starts at its beginning, as pages do.
    if (shownBefore !== null && shownBefore !== children) heading.current?.focus();
    shownBefore = children;
  }, [children]);
  return (
    <header className="mb-6 sm:mb-8">
      <h1 ref={heading} tabIndex={-1} className="text-2xl font-semibold tracking-tight">
        {children}
      </h1>
      {lead && <p className="mt-2 max-w-prose text-muted">{lead}</p>}
    </header>
  );
}
