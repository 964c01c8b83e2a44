import { useState } from 'react';

/** `system`: light or dark, as the system is. public/early.js applies the choice before the first paint. */
export type Theme = 'system' | 'light' | 'dark';

const KEY = 'linekeeper:theme';

export function useTheme(): [Theme, (theme: Theme) => void] {
  const [theme, setTheme] = useState(currentTheme);
  return [
    theme,
    (chosen) => {
      setTheme(chosen);
      const { dataset } = document.documentElement;
      if (chosen === 'system') delete dataset.theme;
      else dataset.theme = chosen;
      try {
        localStorage.setItem(KEY, chosen);
      } catch {
        // Storage is blocked. The choice lasts until the page is reloaded.
      }
    },
  ];
}

function currentTheme(): Theme {
  const { theme } = document.documentElement.dataset;
  return theme === 'light' || theme === 'dark' ? theme : 'system';
}
