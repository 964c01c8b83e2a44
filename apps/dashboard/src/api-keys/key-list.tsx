import type { ApiKey } from '@linekeeper/contract';
import type { ReactNode } from 'react';
import { isActive, stateOf } from './key-state.ts';
import { RevokeDialog } from './revoke-dialog.tsx';
import { SCOPE_NAMES } from './scope-names.ts';

/** Active keys first, then expired and revoked keys, collapsed. `more` is the button that loads the next page, or false. */
export function KeyList({ keys, more }: { keys: ApiKey[]; more: ReactNode }) {
  const now = new Date();
  const active = keys.filter((key) => isActive(key, now));
  const ended = keys.filter((key) => !isActive(key, now));
  return (
    <>
      {active.length === 0 && <p className="text-sm text-muted">{more ? 'No active keys so far' : 'No active keys'}</p>}
      <Keys keys={active} now={now} />
      {ended.length > 0 && (
        <details className="mt-5 border-t border-line pt-5">
          <summary className="text-sm font-medium text-muted">Expired and revoked keys ({ended.length})</summary>
          <div className="mt-4">
            <Keys keys={ended} now={now} />
          </div>
        </details>
      )}
      {more}
    </>
  );
}

function Keys({ keys, now }: { keys: ApiKey[]; now: Date }) {
  return (
    <ul className="space-y-5">
      {keys.map((key) => (
        <li key={key.id} className="flex flex-wrap items-start justify-between gap-x-6 gap-y-3">
          <div className="min-w-0">
            <p className="font-medium wrap-anywhere">{key.name}</p>
            <p className="mt-1 font-mono text-sm text-muted">{key.prefix}…</p>
            <p className="mt-1 text-sm text-muted">{key.scopes.map((scope) => SCOPE_NAMES[scope]).join(' · ')}</p>
            <p className="mt-1 text-sm text-muted">{stateOf(key, now).join(' · ')}</p>
          </div>
          {isActive(key, now) && <RevokeDialog apiKey={key} />}
        </li>
      ))}
    </ul>
  );
}
