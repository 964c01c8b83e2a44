import type { ReactNode } from 'react';

export function Card({ children }: { children: ReactNode }) {
  return <div className="rounded-xl border border-line bg-surface shadow-(--shadow)">{children}</div>;
}

/** A part of a card, with its own heading. `action` is placed opposite the heading. */
export function CardSection({
  id,
  heading,
  colour = '',
  lead,
  isAnnounced = false,
  action,
  children,
}: CardSectionProps) {
  return (
    <section id={id} tabIndex={id ? -1 : undefined} className="scroll-mt-20 border-line p-5 not-first:border-t sm:p-7">
      <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-3">
        <div className="min-w-0" role={isAnnounced ? 'status' : undefined}>
          <h2 className={`text-base font-semibold wrap-anywhere ${colour}`}>{heading}</h2>
          {lead && <p className="mt-1 max-w-prose text-sm wrap-anywhere text-muted">{lead}</p>}
        </div>
        {action}
      </div>
      <div className="mt-5 empty:hidden has-[>:only-child:empty]:mt-0">{children}</div>
    </section>
  );
}

interface CardSectionProps {
  /** The fragment of a link to this part. */
  id?: string;
  heading: string;
  /** The colour of the heading, as a class. */
  colour?: string;
  lead?: ReactNode;
  /** Screen readers read the heading and the lead when they change. */
  isAnnounced?: boolean;
  action?: ReactNode;
  children?: ReactNode;
}
