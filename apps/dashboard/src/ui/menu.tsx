import { type FocusEvent, type ReactNode, useId, useRef } from 'react';

/**
 * A button that opens a small panel. Escape, a click outside, a click on an item, and Tab out of it close it: it would cover
 * what has focus then.
 */
export function Menu({ label, className, place, children }: MenuProps) {
  const id = useId();
  const button = useRef<HTMLButtonElement>(null);
  const panel = useRef<HTMLDivElement>(null);

  function closeBehind({ relatedTarget: next }: FocusEvent) {
    // Null: focus left the window, or somebody clicked on a text.
    if (next && next !== button.current && !panel.current?.contains(next)) panel.current?.hidePopover();
  }

  return (
    <>
      <button ref={button} type="button" popoverTarget={id} className={className} onBlur={closeBehind}>
        {label}
      </button>
      {/* biome-ignore lint/a11y/useKeyWithClickEvents lint/a11y/noStaticElementInteractions: the items are the controls */}
      <div
        ref={panel}
        id={id}
        popover="auto"
        onBlur={closeBehind}
        onClick={(event) => {
          if ((event.target as Element).closest('a, [data-closes]')) event.currentTarget.hidePopover();
        }}
        className={`fixed inset-auto w-64 rounded-xl border border-edge bg-surface p-2 text-ink shadow-xl ${place}`}
      >
        {children}
      </div>
    </>
  );
}

export const MENU_ITEM =
  'flex min-h-11 w-full items-center gap-2.5 rounded-lg px-3 text-left text-sm font-medium hover:bg-sunken';

interface MenuProps {
  /** What the button shows. */
  label: ReactNode;
  className: string;
  /** Where the panel is, as classes. */
  place: string;
  children: ReactNode;
}
