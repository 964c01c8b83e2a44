import { useState } from 'react';

/** The settings of the Connect page, each with its form. */
export type Setting = 'handling' | 'account';

/** Which part of the page the person has opened, and which setting they have just saved. Saving closes the part. */
export function useEditing<Part extends string>() {
  const [opened, setOpened] = useState<Part | null>(null);
  const [saved, setSaved] = useState<Setting | null>(null);
  return {
    opened,
    saved,
    toggle: (part: Part) => {
      setOpened(opened === part ? null : part);
      setSaved(null);
    },
    onSaved: (setting: Setting) => {
      setOpened(null);
      setSaved(setting);
    },
  };
}
