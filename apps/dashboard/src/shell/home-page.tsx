import type { SessionTenant } from '@linekeeper/contract';
import { useLoaderData } from '@tanstack/react-router';
import { CompaniesPage } from './companies-page.tsx';

/** `/` for people with several companies, or none. */
export function HomePage() {
  return <CompaniesPage companies={useLoaderData({ from: '/' })} />;
}

/** `/c/…` with a company that isn't the person's. */
export function OtherCompanyPage({ data }: { data?: unknown }) {
  const companies =
    (data as { data?: SessionTenant[] } | undefined)?.data ?? (data as SessionTenant[] | undefined) ?? [];
  return <CompaniesPage companies={companies} isRefused />;
}
