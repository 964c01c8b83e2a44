import { SelectField } from '../ui/field.tsx';
import { SHELL } from './texts.ts';
import { type Theme, useTheme } from './theme.ts';

const THEMES = Object.entries(SHELL.themes) as [Theme, string][];

export function ThemeSelect({ className }: { className?: string }) {
  const [theme, setTheme] = useTheme();
  return (
    <SelectField
      label={SHELL.theme}
      className={className}
      value={theme}
      onChange={(event) => setTheme(event.currentTarget.value as Theme)}
    >
      {THEMES.map(([value, name]) => (
        <option key={value} value={value}>
          {name}
        </option>
      ))}
    </SelectField>
  );
}
