import type { ReactNode } from 'react';
import { Brand } from './brand.tsx';

/** A page outside the shell, with one column and a single task. */
export function PlainPage({ children }: { children: ReactNode }) {
  return (
    <div className="flex min-h-dvh flex-col items-center px-4 py-10 sm:pt-[14vh]">
      <header className="flex w-full max-w-sm items-center gap-3 text-lg font-semibold tracking-tight">
        <Brand />
        Linekeeper
      </header>
      <main className="mt-6 w-full max-w-sm rounded-xl border border-line bg-surface p-6 shadow-(--shadow) sm:p-8">
        {children}
      </main>
    </div>
  );
}
