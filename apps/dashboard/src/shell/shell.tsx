import { faultOf } from '@linekeeper/client';
import { useCurrentSession, useInboundNumber } from '@linekeeper/client/react';
import { Outlet } from '@tanstack/react-router';
import { useEffect } from 'react';
import { remember } from '../sign-in/this-tab.ts';
import { CompaniesPage } from './companies-page.tsx';
import { useWorkplace } from './company.ts';
import { OfflineBanner } from './offline-banner.tsx';
import { ShellHeader } from './shell-header.tsx';
import { SHELL } from './texts.ts';

export function Shell() {
  const session = useCurrentSession();
  const { company, companies } = useWorkplace();
  // Several pages show the number. Requested together with the session, it arrives in the same response.
  useInboundNumber();
  const email = session.data?.person?.email;
  useEffect(() => {
    if (email) remember('person', email);
  }, [email]);

  // The person has lost access to this company since the companies were read.
  if (session.error && faultOf(session.error).code === 'FORBIDDEN') {
    return <CompaniesPage companies={companies.filter(({ id }) => id !== company.id)} removedFrom={company.name} />;
  }

  return (
    <div className="lg:grid lg:min-h-dvh lg:grid-cols-[16rem_minmax(0,1fr)]">
      <a
        href="#content"
        className="sr-only focus:not-sr-only focus:fixed focus:top-3 focus:left-3 focus:z-10 focus:rounded-lg focus:bg-accent focus:px-4 focus:py-3 focus:text-sm focus:font-medium focus:text-on-accent"
      >
        {SHELL.skip}
      </a>
      <ShellHeader session={session.data} />
      <div className="min-w-0">
        <OfflineBanner />
        <main id="content" tabIndex={-1} className="px-4 py-8 sm:px-8 lg:py-12">
          <div className="mx-auto max-w-3xl">
            {/* Another person starts with an empty page. */}
            <Outlet key={email} />
          </div>
        </main>
      </div>
    </div>
  );
}
