/** The logo, the same as the favicon. */
export function Brand({ className = 'size-8' }: { className?: string }) {
  return (
    <svg viewBox="0 0 32 32" aria-hidden="true" className={`shrink-0 ${className}`}>
      <rect width="32" height="32" rx="8" className="fill-accent" />
      <g className="fill-none stroke-on-accent" strokeWidth="2.6" strokeLinecap="round">
        <path d="M7 16h4.5m9 0H25" />
        <circle cx="16" cy="16" r="4.4" />
      </g>
    </svg>
  );
}
