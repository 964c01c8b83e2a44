// The part that is used here. The library has no types.
declare module 'parse-prometheus-text-format' {
  /** A histogram has buckets in place of a value. */
  interface Family {
    name: string;
    type: string;
    metrics: { labels?: Record<string, string>; value?: string; buckets?: Record<string, string> }[];
  }
  export default function parsePrometheusTextFormat(text: string): Family[];
}
