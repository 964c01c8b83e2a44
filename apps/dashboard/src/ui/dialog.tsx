import { type ReactNode, useId, useLayoutEffect, useRef } from 'react';
import { useIsSettled } from './use-is-settled.ts';

interface DialogProps {
  title: string;
  /** `alertdialog` for a question that has to be answered. */
  role?: 'dialog' | 'alertdialog';
  /** Called when the person presses Escape or clicks outside. The parent then stops rendering the dialog. */
  onClose: () => void;
  children: ReactNode;
}

/**
 * A modal dialog, open for as long as it is rendered. It's the browser's own: it keeps focus inside, hides the rest from
 * screen readers, and gives focus back when it closes. The second click of the double click that opened it does nothing.
 */
export function Dialog({ title, role = 'dialog', onClose, children }: DialogProps) {
  const id = useId();
  const dialog = useRef<HTMLDialogElement>(null);
  const isSettled = useIsSettled();

  useLayoutEffect(() => {
    const element = dialog.current;
    element?.showModal();
    return () => element?.close();
  }, []);

  return (
    // The keyboard's way to close it is Escape, which is the cancel event.
    // biome-ignore lint/a11y/useKeyWithClickEvents: see above
    <dialog
      ref={dialog}
      role={role}
      aria-labelledby={id}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
      onClick={(event) => {
        if (event.target === dialog.current && isSettled) onClose();
      }}
      className="m-auto max-h-[calc(100dvh-2rem)] w-[calc(100%-2rem)] max-w-lg scroll-pb-24 overflow-y-auto rounded-xl border border-line bg-surface text-ink shadow-2xl"
    >
      <div className="p-6">
        <h2 id={id} className="text-lg font-semibold tracking-tight wrap-anywhere">
          {title}
        </h2>
        {children}
      </div>
    </dialog>
  );
}

/**
 * The buttons at the end of a dialog, in the order of the Tab key at every width. The last one performs the action. They stay in
 * view if the dialog is higher than the window, unless the window is low.
 */
export function DialogButtons({ children }: { children: ReactNode }) {
  const isSettled = useIsSettled();
  return (
    <div
      className={`-mx-6 mt-2 -mb-6 flex flex-wrap justify-end gap-3 bg-surface px-6 pt-4 pb-6 max-sm:*:grow [@media(min-height:32rem)]:sticky [@media(min-height:32rem)]:-bottom-px ${isSettled ? '' : 'pointer-events-none'}`}
    >
      {children}
    </div>
  );
}
