import { useState } from 'react';
import { recall, remember } from '../sign-in/this-tab.ts';

/** A form's values, kept in this tab across navigation, reloads and signing in again. */
export function useDraft<T extends object>(key: string, initial: T): [T, (draft: T) => void] {
  const name = `draft:${key}`;
  const [draft, setDraft] = useState<T>(() => ({ ...initial, ...read(name) }));
  return [
    draft,
    (changed) => {
      setDraft(changed);
      remember(name, JSON.stringify(changed));
    },
  ];
}

function read(name: string): object {
  try {
    return JSON.parse(recall(name) ?? '{}') as object;
  } catch {
    return {};
  }
}
