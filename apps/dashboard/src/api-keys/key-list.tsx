import type { ApiKey } from '@linekeeper/contract';
import { useState } from 'react';
import { TextField } from '../ui/field.tsx';
import { isActive, stateOf } from './key-state.ts';
import { RevokeKey } from './revoke-dialog.tsx';
import { API_KEYS, SCOPE_NAMES } from './texts.ts';

/** With more keys than this, the list has a search. */
const MANY = 8;

interface KeyListProps {
  keys: ApiKey[];
  /** There are more that aren't loaded yet. */
  hasMore: boolean;
  onRevoked: (name: string) => void;
}

/** Active keys first, then expired and revoked keys, collapsed. */
export function KeyList({ keys, hasMore, onRevoked }: KeyListProps) {
  const [search, setSearch] = useState('');
  const wanted = search.trim().toLowerCase();
  const now = new Date();
  const found = keys.filter(({ name }) => name.toLowerCase().includes(wanted));
  const active = found.filter((key) => isActive(key, now));
  const ended = found.filter((key) => !isActive(key, now));
  return (
    <>
      {keys.length > MANY && (
        <TextField
          label={API_KEYS.search}
          type="search"
          autoComplete="off"
          className="mb-5"
          value={search}
          onChange={(event) => setSearch(event.currentTarget.value)}
        />
      )}
      <p role="status" className="text-sm text-muted empty:hidden">
        {wanted !== '' && found.length === 0 && (hasMore ? API_KEYS.noneFoundSoFar : API_KEYS.noneFound)}
      </p>
      {wanted === '' && active.length === 0 && (
        <div className="text-sm">
          <p className="font-medium">{hasMore ? API_KEYS.noneSoFar : API_KEYS.none}</p>
          {keys.length === 0 && <p className="mt-1 max-w-prose text-muted">{API_KEYS.noneLead}</p>}
        </div>
      )}
      <Keys keys={active} now={now} onRevoked={onRevoked} />
      {ended.length > 0 && (
        <details className="mt-5 border-t border-line pt-5">
          <summary className="min-h-6 cursor-pointer text-sm font-medium text-muted">
            {API_KEYS.ended(ended.length)}
          </summary>
          <div className="mt-4">
            <Keys keys={ended} now={now} onRevoked={onRevoked} />
          </div>
        </details>
      )}
    </>
  );
}

function Keys({ keys, now, onRevoked }: { keys: ApiKey[]; now: Date; onRevoked: KeyListProps['onRevoked'] }) {
  if (keys.length === 0) return null;
  return (
    <ul className="divide-y divide-line">
      {keys.map((key) => (
        <li
          key={key.id}
          className="flex flex-wrap items-start justify-between gap-x-6 gap-y-3 py-4 first:pt-0 last:pb-0"
        >
          <div className="min-w-0">
            <p className="font-medium wrap-anywhere">{key.name}</p>
            <p className="mt-1 font-mono text-sm text-muted">{key.prefix}…</p>
            <p className="mt-1 text-sm text-muted">{key.scopes.map((scope) => SCOPE_NAMES[scope]).join(' · ')}</p>
            <p className="mt-1 text-sm text-muted">{stateOf(key, now).join(' · ')}</p>
          </div>
          {isActive(key, now) && <RevokeKey apiKey={key} onRevoked={onRevoked} />}
        </li>
      ))}
    </ul>
  );
}
