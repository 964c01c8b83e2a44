/**
 * What this tab remembers across reloads and sign-ins: who was signed in, and what they typed and haven't saved. It's
 * deleted when the tab is closed and when the person signs out.
 */
const PREFIX = 'linekeeper:';

export function remember(name: string, value: string | null): void {
  try {
    if (value === null) sessionStorage.removeItem(PREFIX + name);
    else sessionStorage.setItem(PREFIX + name, value);
  } catch {
    // Storage is blocked or full. Nothing depends on it.
  }
}

export function recall(name: string): string | null {
  try {
    return sessionStorage.getItem(PREFIX + name);
  } catch {
    return null;
  }
}

export function forgetEverything(): void {
  try {
    const names = Object.keys(sessionStorage).filter((name) => name.startsWith(PREFIX));
    for (const name of names) sessionStorage.removeItem(name);
  } catch {
    // Storage is blocked, so there is nothing in it.
  }
}
