import type { CurrentSession } from '@linekeeper/contract';
import { Link } from '@tanstack/react-router';
import { Activity, Building2, KeyRound, LayoutDashboard, Phone, PhoneIncoming, PlugZap, Users } from 'lucide-react';
import { AccountMenu } from './account-menu.tsx';
import { segmentOf, useWorkplace } from './company.ts';
import { CompanySwitcher } from './company-switcher.tsx';
import { SHELL } from './texts.ts';

/** Members can't do anything on this page. */
const API_KEYS = '/c/$company/api-keys';

const PAGES = [
  { to: '/c/$company', name: SHELL.pages.overview, Icon: LayoutDashboard },
  { to: '/c/$company/number', name: SHELL.pages.number, Icon: Phone },
  { to: '/c/$company/connect', name: SHELL.pages.connect, Icon: PlugZap },
  { to: '/c/$company/calls', name: SHELL.pages.calls, Icon: PhoneIncoming },
  { to: '/c/$company/activity', name: SHELL.pages.activity, Icon: Activity },
  { to: '/c/$company/team', name: SHELL.pages.team, Icon: Users },
  { to: API_KEYS, name: SHELL.pages.apiKeys, Icon: KeyRound },
  { to: '/c/$company/company', name: SHELL.pages.company, Icon: Building2 },
] as const;

const NAV_LINK =
  'inline-flex min-h-11 items-center gap-2.5 rounded-lg px-3 text-sm font-medium text-muted hover:bg-sunken hover:text-ink aria-[current=page]:bg-accent-soft aria-[current=page]:text-accent max-lg:min-h-10 max-lg:px-2.5';

/** A bar at the top of narrow windows; a column beside the content in wide windows. */
export function ShellHeader({ session }: { session: CurrentSession | undefined }) {
  const { company } = useWorkplace();
  return (
    <header className="border-b border-line bg-surface lg:border-r lg:border-b-0">
      <div className="grid grid-cols-[minmax(0,1fr)_auto] items-center gap-x-3 gap-y-2 px-3 py-2.5 lg:sticky lg:top-0 lg:flex lg:h-dvh lg:flex-col lg:items-stretch lg:gap-6 lg:overflow-y-auto lg:px-4 lg:py-5">
        <CompanySwitcher />
        <nav aria-label={SHELL.nav} className="col-span-2 row-start-2 flex flex-wrap gap-1 lg:grow lg:flex-col">
          {PAGES.filter(({ to }) => to !== API_KEYS || session?.permissions.includes('apiKey:manage')).map(
            ({ to, name, Icon }) => (
              <Link
                key={to}
                to={to}
                params={{ company: segmentOf(company) }}
                activeOptions={{ exact: true }}
                className={NAV_LINK}
              >
                <Icon aria-hidden className="size-4 max-sm:hidden" />
                {name}
              </Link>
            ),
          )}
        </nav>
        <AccountMenu person={session?.person ?? null} />
      </div>
    </header>
  );
}
