import { type ReactNode, useEffect, useRef } from 'react';

let shownBefore: string | null = null;

/** The heading of a page. It also sets the title of the tab, and gets focus after navigation from another page. */
export function PageTitle({ children, lead }: { children: string; lead?: ReactNode }) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    document.title = `${children} · Linekeeper`;
    // After a full page load, focus stays at the top of the page, as usual.
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
