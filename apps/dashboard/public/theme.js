// Applies the theme that the person chose. src/shell/theme.ts writes it.
try {
  const theme = localStorage.getItem('linekeeper:theme');
  if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme;
} catch {
  // Storage is blocked. The theme of the system applies.
}
