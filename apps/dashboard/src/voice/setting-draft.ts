import { useCurrentSession } from '@linekeeper/client/react';
import { forgetDraft, hasDraft, useDraft } from '../inbound-number/draft.ts';
import type { Setting } from './use-editing.ts';

/** What was typed into the form of a setting and isn't saved, of this person and company. Never put a secret into it. */
export function useSettingDraft<T extends object>(setting: Setting, initial: T) {
  return useDraft(useKeyOf()(setting), initial);
}

/** Which forms have a draft, and how to forget it. */
export function useSettingDrafts() {
  const keyOf = useKeyOf();
  return {
    has: (setting: Setting) => hasDraft(keyOf(setting)),
    forget: (setting: Setting) => forgetDraft(keyOf(setting)),
  };
}

function useKeyOf(): (setting: Setting) => string {
  const session = useCurrentSession().data;
  return (setting) => `${session?.person?.email} ${session?.tenant.id} ${setting}`;
}
