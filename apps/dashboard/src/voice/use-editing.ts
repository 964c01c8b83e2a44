import { useState } from 'react';
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

/**
 * Which step of the page the person has opened, and which setting they have just saved. Saving closes the step. It can also
 * turn the settings of a connected line into the setup, so both share this.
 */
export function useEditing(): Editing {
  const [opened, setOpened] = useState<StepName | null>(null);
  const [saved, setSaved] = useState<Saved | null>(null);
  const show = (step: StepName | null) => {
    setOpened(step);
    setSaved(null);
  };
  return {
    opened,
    saved,
    open: show,
    toggle: (step) => show(opened === step ? null : step),
    onSaved: (one) => {
      setOpened(null);
      setSaved(one);
    },
  };
}
