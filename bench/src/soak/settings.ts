/** How long each part takes, in seconds, and how hard the abuse is. */
export interface SoakSettings {
  warmUpSeconds: number;
  /** The honest tenant by itself. */
  aloneSeconds: number;
  /** The same during the abuse. */
  abuseSeconds: number;
  honestPerSecond: number;
  /** Of each kind of abuse. */
  abusePerSecond: number;
}

/** Ten minutes of abuse; with `--short` half a minute. SOAK_MINUTES or SOAK_SECONDS set another length. */
export function readSettings(args: readonly string[], env: Readonly<Record<string, string | undefined>>): SoakSettings {
  const short = args.includes('--short');
  const given = env.SOAK_SECONDS ?? (env.SOAK_MINUTES && String(Number(env.SOAK_MINUTES) * 60));
  const abuseSeconds = Number(given ?? (short ? 30 : 600));
  if (!(abuseSeconds >= 5)) throw new Error('SOAK_MINUTES or SOAK_SECONDS must be a number, and at least 5 seconds');
  return {
    warmUpSeconds: 5,
    aloneSeconds: Math.min(60, Math.max(10, abuseSeconds / 4)),
    abuseSeconds,
    honestPerSecond: 20,
    abusePerSecond: Number(env.SOAK_ABUSE_PER_SECOND ?? 5),
  };
}
