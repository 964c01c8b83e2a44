import { createClient } from '@linekeeper/client';
import { LinekeeperProvider } from '@linekeeper/client/react';
import type { SessionTenant } from '@linekeeper/contract';
import { QueryClientProvider } from '@tanstack/react-query';
import { useLoaderData, useRouter } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { onSessionChange, sessionEnded } from '../sign-in/session.ts';
import { ApiContext } from './api.ts';
import { rememberCompany, WorkplaceContext } from './company.ts';
import { fetchWithEarlyAnswer } from './early-number.ts';
import { createQueries } from './queries.ts';
import { Shell } from './shell.tsx';

/** Everything below `/c/<company>`. The company is this tab's own: each request names it. */
export function Workspace() {
  const { company, companies } = useLoaderData({ from: '/c/$company' });
  return <OfCompany key={company.id} company={company} companies={companies} />;
}

function OfCompany({ company, companies }: { company: SessionTenant; companies: readonly SessionTenant[] }) {
  const router = useRouter();
  const [queries] = useState(() =>
    createQueries(() => {
      sessionEnded();
      const { pathname, href } = router.state.location;
      if (pathname !== '/sign-in') void router.navigate({ to: '/sign-in', search: { next: href } });
    }),
  );
  const [api] = useState(() => createClient({ url: '/trpc', tenant: company.id }));

  useEffect(() => rememberCompany(company), [company]);
  useEffect(() => onSessionChange(() => void queries.resetQueries()), [queries]);

  return (
    <WorkplaceContext value={{ company, companies }}>
      <ApiContext value={api}>
        <QueryClientProvider client={queries}>
          <LinekeeperProvider url="/trpc" tenant={company.id} queryClient={queries} fetch={fetchWithEarlyAnswer}>
            <Shell />
          </LinekeeperProvider>
        </QueryClientProvider>
      </ApiContext>
    </WorkplaceContext>
  );
}
