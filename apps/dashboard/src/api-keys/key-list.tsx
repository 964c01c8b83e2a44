import type { ApiKey } from '@linekeeper/contract';
import { useEffect, useState } from 'react';
import { Button } from '../ui/button.tsx';
import { TextField } from '../ui/field.tsx';
import { isActive, stateOf } from './key-state.ts';
import { RevokeKey } from './revoke-dialog.tsx';
import { API_KEYS, SCOPE_NAMES } from './texts.ts';

/** With more keys than this, the list has a search, and shows only this many at first. */
const MANY = 8;

interface KeyListProps {
  keys: ApiKey[];
  /** There are more that aren't loaded yet. */
  hasMore: boolean;
  isLoading: boolean;
  /** The last try to load more failed. */
  hasFailed: boolean;
  onMore: () => void;
  onRevoked: (name: string) => void;
}

/** Active keys first, then expired and revoked keys, collapsed. */
export function KeyList({ keys, hasMore, isLoading, hasFailed, onMore, onRevoked }: KeyListProps) {
  const [search, setSearch] = useState('');
  const [isShort, setShort] = useState(true);
  const wanted = search.trim().toLowerCase();
  const now = new Date();
  const found = keys.filter(({ name }) => name.toLowerCase().includes(wanted));
  const active = found.filter((key) => isActive(key, now));
  const ended = found.filter((key) => !isActive(key, now));
  const isCut = isShort && wanted === '' && active.length > MANY;

  // A search looks at every key. The server stores so few for a company that they can all be loaded.
  const isSearching = wanted !== '' && hasMore && !hasFailed;
  useEffect(() => {
    if (isSearching && !isLoading) onMore();
  });

  return (
    <>
      {(hasMore || keys.length > MANY) && (
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
        {isSearching ? API_KEYS.searching : wanted !== '' && !hasMore && found.length === 0 && API_KEYS.noneFound}
      </p>
      {wanted === '' && active.length === 0 && (
        <div className="text-sm">
          <p className="font-medium">{hasMore ? API_KEYS.noneSoFar : API_KEYS.none}</p>
          {keys.length === 0 && <p className="mt-1 max-w-prose text-muted">{API_KEYS.noneLead}</p>}
        </div>
      )}
      <Keys keys={isCut ? active.slice(0, MANY) : active} now={now} onRevoked={onRevoked} />
      {(isCut || (hasMore && !isSearching)) && (
        <Button
          look="secondary"
          className="mt-5"
          pending={isLoading}
          onClick={() => (isCut ? setShort(false) : onMore())}
        >
          {API_KEYS.more}
        </Button>
      )}
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
            <p className="flex flex-wrap items-baseline gap-x-3">
              <span className="font-medium wrap-anywhere">{key.name}</span>
              <span className="font-mono text-sm text-muted">{key.prefix}…</span>
            </p>
            <p className="mt-1 text-sm text-muted">{key.scopes.map((scope) => SCOPE_NAMES[scope]).join(' · ')}</p>
            <p className="mt-1 text-sm text-muted">{stateOf(key, now).join(' · ')}</p>
          </div>
          {isActive(key, now) && <RevokeKey apiKey={key} onRevoked={onRevoked} />}
        </li>
      ))}
    </ul>
  );
}
