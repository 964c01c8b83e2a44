import type { ReactNode } from 'react';

export function Card({ children }: { children: ReactNode }) {
  return <div className="rounded-xl border border-line bg-surface shadow-(--shadow)">{children}</div>;
}

/** A part of a card, with its own heading. */
export function CardSection({ heading, lead, children }: { heading: string; lead?: ReactNode; children: ReactNode }) {
  return (
    <section className="border-line p-5 not-first:border-t sm:p-7">
      <h2 className="text-base font-semibold">{heading}</h2>
      {lead && <p className="mt-1 max-w-prose text-sm text-muted">{lead}</p>}
      <div className="mt-5">{children}</div>
    </section>
  );
}
