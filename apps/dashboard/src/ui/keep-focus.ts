import type { MouseEvent } from 'react';

/**
 * Pressing a button must not blur the field: the message that appears on blur would move the button away from the
 * pointer.
 */
export function keepFocus(event: MouseEvent): void {
  event.preventDefault();
}
