import { useState } from 'react';
import { recall, remember } from '../sign-in/this-tab.ts';

const nameOf = (key: string) => `draft:${key}`;

/** A form's values, kept in this tab across navigation, reloads and signing in again. */
export function useDraft<T extends object>(key: string, initial: T): [T, (draft: T) => void] {
  const [draft, setDraft] = useState<T>(() => ({ ...initial, ...read(nameOf(key)) }));
  return [
    draft,
    (changed) => {
      setDraft(changed);
      remember(nameOf(key), JSON.stringify(changed));
    },
  ];
}

export function hasDraft(key: string): boolean {
  return recall(nameOf(key)) !== null;
}

export function forgetDraft(key: string): void {
  remember(nameOf(key), null);
}

function read(name: string): object {
  try {
    return JSON.parse(recall(name) ?? '{}') as object;
  } catch {
    return {};
  }
}
