import { faultOf } from '@linekeeper/client';
import { useCurrentSession, useInboundNumber } from '@linekeeper/client/react';
import { Outlet } from '@tanstack/react-router';
import { ChooseCompanyPage } from './choose-company-page.tsx';
import { ShellHeader } from './shell-header.tsx';

export function Shell() {
  const session = useCurrentSession();
  // Several pages show the number. Requested together with the session, it arrives in the same response.
  useInboundNumber();

  if (session.error && faultOf(session.error).code === 'FORBIDDEN') return <ChooseCompanyPage />;

  return (
    <div className="lg:grid lg:min-h-dvh lg:grid-cols-[17rem_minmax(0,1fr)]">
      <a
        href="#content"
        className="sr-only focus:not-sr-only focus:fixed focus:top-3 focus:left-3 focus:z-10 focus:rounded-lg focus:bg-accent focus:px-4 focus:py-3 focus:text-sm focus:font-medium focus:text-on-accent"
      >
        Skip to content
      </a>
      <ShellHeader session={session.data} isPending={session.isPending} />
      <main id="content" tabIndex={-1} className="px-4 py-8 sm:px-8 lg:py-12">
        <div className="mx-auto max-w-2xl">
          <Outlet />
        </div>
      </main>
    </div>
  );
}
