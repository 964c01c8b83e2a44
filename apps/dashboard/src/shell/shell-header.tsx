import type { CurrentSession } from '@linekeeper/contract';
import { Link } from '@tanstack/react-router';
import { AudioLines, KeyRound, Settings } from 'lucide-react';
import { Brand } from '../ui/brand.tsx';
import { Skeleton } from '../ui/skeleton.tsx';
import { CompanyName } from './company-name.tsx';
import { SignOutButton } from './sign-out-button.tsx';

const PAGES = [
  { to: '/settings/inbound-number', name: 'Settings', Icon: Settings, needs: 'inboundNumber:read' },
  { to: '/voice', name: 'Voice', Icon: AudioLines, needs: 'inboundNumber:read' },
  { to: '/settings/api-keys', name: 'API keys', Icon: KeyRound, needs: 'apiKey:manage' },
] as const;

const NAV_LINK =
  'inline-flex min-h-11 items-center gap-2.5 rounded-lg px-3 text-sm font-medium text-muted hover:bg-sunken hover:text-ink aria-[current=page]:bg-accent-soft aria-[current=page]:text-accent';

/** A bar at the top of narrow windows; a column beside the content in wide windows. */
export function ShellHeader({ session, isPending }: { session: CurrentSession | undefined; isPending: boolean }) {
  // Until the session is loaded, show the pages that every member can see.
  const permissions = session?.permissions ?? ['inboundNumber:read'];
  const pages = PAGES.filter(({ needs }) => permissions.includes(needs));
  return (
    <header className="border-b border-line bg-surface lg:border-r lg:border-b-0">
      <div className="grid grid-cols-[minmax(0,1fr)_auto] items-center gap-x-3 gap-y-2 px-4 py-3 lg:sticky lg:top-0 lg:flex lg:h-dvh lg:flex-col lg:items-stretch lg:gap-8 lg:px-4 lg:py-6">
        <div className="flex min-w-0 items-center gap-3 lg:px-2">
          <Brand className="size-9" />
          <div className="min-w-0">
            {session ? (
              <>
                <CompanyName name={session.tenant.name} />
                <p className="text-xs leading-5 wrap-anywhere text-muted">
                  <Email>{session.person?.email ?? ''}</Email>
                </p>
              </>
            ) : isPending ? (
              <>
                <Skeleton className="my-0.5 h-4 w-24" />
                <Skeleton className="my-1 h-3 w-36" />
              </>
            ) : (
              <p className="text-sm font-semibold">Linekeeper</p>
            )}
          </div>
        </div>
        <nav aria-label="Main" className="col-span-2 row-start-2 flex flex-wrap gap-1 lg:grow lg:flex-col">
          {pages.map(({ to, name, Icon }) => (
            <Link key={to} to={to} className={NAV_LINK}>
              <Icon aria-hidden className="size-4" />
              {name}
            </Link>
          ))}
        </nav>
        <SignOutButton look="quiet" isCompact className="lg:justify-start lg:px-3" />
      </div>
    </header>
  );
}

/** A long email breaks before the @, and elsewhere only if it must. */
function Email({ children }: { children: string }) {
  const at = Math.max(children.lastIndexOf('@'), 0);
  return (
    <>
      {children.slice(0, at)}
      <wbr />
      {children.slice(at)}
    </>
  );
}
