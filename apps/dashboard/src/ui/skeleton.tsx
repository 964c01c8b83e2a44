/** A placeholder in the size of the content, so that nothing moves when the content loads. */
export function Skeleton({ className }: { className: string }) {
  return <div aria-hidden className={`motion-safe:animate-pulse rounded-md bg-line ${className}`} />;
}
