import { Link } from '@tanstack/react-router';
import { Check, ChevronsUpDown } from 'lucide-react';
import { useState } from 'react';
import { Brand } from '../ui/brand.tsx';
import { Button } from '../ui/button.tsx';
import { Dialog, DialogButtons } from '../ui/dialog.tsx';
import { TextField } from '../ui/field.tsx';
import { segmentOf, useWorkplace } from './company.ts';
import { SHELL } from './texts.ts';

/** With more companies than this, the list has a search. */
const MANY = 6;

/** The company of this tab. For a member of several companies, a button that lists them. */
export function CompanySwitcher() {
  const { company, companies } = useWorkplace();
  const [isOpen, setOpen] = useState(false);
  const name = <span className="truncate text-sm font-semibold">{company.name}</span>;

  if (companies.length < 2) {
    return (
      <div className="flex min-h-11 min-w-0 items-center gap-3 px-1">
        <Brand />
        {name}
      </div>
    );
  }
  return (
    <>
      <button
        type="button"
        aria-haspopup="dialog"
        aria-label={SHELL.switchCompany(company.name)}
        onClick={() => setOpen(true)}
        className="flex min-h-11 min-w-0 items-center gap-3 rounded-lg px-1 text-left hover:bg-sunken"
      >
        <Brand />
        {name}
        <ChevronsUpDown aria-hidden className="ml-auto size-4 shrink-0 text-muted" />
      </button>
      {isOpen && (
        <Dialog title={SHELL.companies} onClose={() => setOpen(false)}>
          <CompanyList onChosen={() => setOpen(false)} />
          <DialogButtons>
            <Button look="secondary" onClick={() => setOpen(false)}>
              {SHELL.close}
            </Button>
          </DialogButtons>
        </Dialog>
      )}
    </>
  );
}

function CompanyList({ onChosen }: { onChosen: () => void }) {
  const { company, companies } = useWorkplace();
  const [search, setSearch] = useState('');
  const wanted = search.trim().toLowerCase();
  const found = companies.filter(({ name }) => name.toLowerCase().includes(wanted));
  return (
    <>
      {companies.length > MANY && (
        <TextField
          label={SHELL.searchCompanies}
          type="search"
          autoComplete="off"
          className="mt-4"
          value={search}
          onChange={(event) => setSearch(event.currentTarget.value)}
        />
      )}
      <ul className="mt-4 max-h-80 overflow-y-auto p-0.5">
        {found.map((each) => (
          <li key={each.id}>
            <Link
              to="/c/$company"
              params={{ company: segmentOf(each) }}
              onClick={onChosen}
              className="flex min-h-11 items-center gap-3 rounded-lg px-3 text-sm font-medium wrap-anywhere hover:bg-sunken"
            >
              {each.name}
              {each.id === company.id && (
                <span className="ml-auto flex shrink-0 items-center gap-1.5 text-xs text-muted">
                  <Check aria-hidden className="size-4" />
                  {SHELL.currentCompany}
                </span>
              )}
            </Link>
          </li>
        ))}
      </ul>
      <p role="status" className="text-sm text-muted empty:hidden">
        {found.length === 0 && SHELL.noCompanyFound}
      </p>
    </>
  );
}
