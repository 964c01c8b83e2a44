import type { ReactNode } from 'react';
import { Brand } from './brand.tsx';

/** A page outside the shell: one column, one thing to do. */
export function PlainPage({ children }: { children: ReactNode }) {
  return (
    <div className="flex min-h-dvh flex-col items-center px-4 py-10 sm:pt-[14vh]">
      <div className="flex w-full max-w-sm items-center gap-3 text-lg font-semibold tracking-tight">
        <Brand />
        Linekeeper
      </div>
      <main className="mt-8 w-full max-w-sm">{children}</main>
    </div>
  );
}
