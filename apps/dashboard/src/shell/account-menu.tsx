import type { CurrentSession } from '@linekeeper/contract';
import { Link } from '@tanstack/react-router';
import { CircleHelp, CircleUser, UserRound } from 'lucide-react';
import { MENU_ITEM, Menu } from '../ui/menu.tsx';
import { segmentOf, useWorkplace } from './company.ts';
import { SignOutButton } from './sign-out-button.tsx';
import { SupportItem } from './support-item.tsx';
import { SHELL } from './texts.ts';
import { ThemeSelect } from './theme-select.tsx';

export function AccountMenu({ person }: { person: CurrentSession['person'] | null }) {
  const { company } = useWorkplace();
  return (
    <Menu
      label={
        <>
          <CircleUser aria-hidden className="size-5 shrink-0" />
          <span className="sr-only">{SHELL.accountMenu(person?.name ?? '')}</span>
          <span aria-hidden className="min-w-0 max-lg:hidden">
            <span className="block truncate">{person?.name}</span>
            <span className="block truncate text-xs font-normal text-muted">{person?.email}</span>
          </span>
        </>
      }
      className="flex min-h-11 min-w-11 items-center gap-2.5 rounded-lg px-3 text-left text-sm font-medium hover:bg-sunken"
      place="max-lg:top-14 max-lg:right-3 lg:bottom-20 lg:left-4"
    >
      <p className="px-3 py-2 text-sm wrap-anywhere text-muted lg:hidden">{person?.email}</p>
      <Link to="/c/$company/account" params={{ company: segmentOf(company) }} className={MENU_ITEM}>
        <UserRound aria-hidden className="size-4" />
        {SHELL.account}
      </Link>
      <Link to="/c/$company/help" params={{ company: segmentOf(company) }} className={MENU_ITEM}>
        <CircleHelp aria-hidden className="size-4" />
        {SHELL.help}
      </Link>
      {person && <SupportItem />}
      <ThemeSelect className="px-3 py-2" />
      <SignOutButton look="quiet" className="w-full justify-start gap-2.5! px-3! text-ink!" />
    </Menu>
  );
}
