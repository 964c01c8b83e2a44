import { useState } from 'react';
import { useSettingDrafts } from './setting-draft.ts';
import type { StepName } from './setup-steps.ts';

/** The settings of the Connect page, each with its form. */
export type Setting = 'handling' | 'account';

/** A setting that was just saved, and what to say about it. */
export interface Saved {
  setting: Setting;
  title: string;
  /** Neutral if nothing has changed. */
  tone: 'good' | 'neutral';
}

/** Which step is open, and what was just saved. */
export interface Editing {
  opened: StepName | null;
  saved: Saved | null;
  open: (step: StepName) => void;
  toggle: (step: StepName) => void;
  onSaved: (saved: Saved) => void;
}

const SETTINGS: readonly Setting[] = ['account', 'handling'];

/**
 * Which step of the page the person has opened, and which setting they have just saved. Saving closes the step. It can also
 * turn the settings of a connected line into the setup, so both share this. A form with a draft is open from the start; saving
 * and closing it forget the draft.
 */
export function useEditing(): Editing {
  const drafts = useSettingDrafts();
  const [opened, setOpened] = useState<StepName | null>(() => SETTINGS.find(drafts.has) ?? null);
  const [saved, setSaved] = useState<Saved | null>(null);
  const show = (step: StepName | null) => {
    setOpened(step);
    setSaved(null);
  };
  return {
    opened,
    saved,
    open: show,
    toggle(step) {
      if (opened === step) SETTINGS.filter((setting) => setting === step).forEach(drafts.forget);
      show(opened === step ? null : step);
    },
    onSaved(one) {
      drafts.forget(one.setting);
      setOpened(null);
      setSaved(one);
    },
  };
}
