import { type ReactNode, useId } from 'react';

/** A button that opens a small panel. Escape, a click outside and a click on an item close it. */
export function Menu({ label, className, place, children }: MenuProps) {
  const id = useId();
  return (
    <>
      <button type="button" popoverTarget={id} className={className}>
        {label}
      </button>
      {/* biome-ignore lint/a11y/useKeyWithClickEvents lint/a11y/noStaticElementInteractions: the items are the controls */}
      <div
        id={id}
        popover="auto"
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
