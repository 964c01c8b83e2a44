import { formatCount } from '../format-count.ts';

/** Measures the rate since it was created, for progress lines and for the final line. */
export class Rate {
  readonly #began = performance.now();

  get seconds(): number {
    return (performance.now() - this.#began) / 1000;
  }

  /** For example `moved 12,000 of 83,000 (4,100 a second, 17 s left)`. */
  line(verb: string, done: number, total: number): string {
    const perSecond = done / Math.max(this.seconds, 0.001);
    const left = perSecond > 0 ? `, ${Math.ceil(Math.max(total - done, 0) / perSecond)} s left` : '';
    return `${verb} ${formatCount(done)} of ${formatCount(total)} (${formatCount(perSecond)} a second${left})`;
  }

  /** For example `in 4.1 s (24,390 a second)`. */
  sum(done: number): string {
    return `in ${this.seconds.toFixed(1)} s (${formatCount(done / Math.max(this.seconds, 0.001))} a second)`;
  }
}
