import type pg from 'pg';

/** What the trigger on the legacy table adds to one written row, in milliseconds, as PostgreSQL itself measures it. */
export interface TriggerCost {
  /** Neither the number nor the name changes. */
  other: number;
  /** The number changes, so the company is queued. */
  number: number;
}

const ROWS = 5_000;

interface Explained {
  'QUERY PLAN': { Triggers: { 'Trigger Name': string; Time: number; Calls: number }[] }[];
}

/** Writes to rows of a linked table, and undoes it. */
export async function measureTrigger(owner: pg.Client): Promise<TriggerCost> {
  const cost = async (set: string) => {
    const { rows } = await owner.query<Explained>(
      `EXPLAIN (ANALYZE, FORMAT JSON) UPDATE public.tenants SET ${set} WHERE id IN (SELECT id FROM public.tenants LIMIT ${ROWS})`,
    );
    const ours = rows[0]?.['QUERY PLAN'][0]?.Triggers.find((one) => one['Trigger Name'] === 'linekeeper_follow');
    if (!ours) throw new Error('The table has no trigger of ours');
    return ours.Time / ours.Calls;
  };
  await owner.query('BEGIN');
  try {
    const number = `coalesce("twilioConfig", '{}') || jsonb_build_object('phoneNumber', '+1646' || (2000000 + floor(random() * 7999999)))`;
    return { other: await cost(`location = 'Leeds'`), number: await cost(`"twilioConfig" = ${number}`) };
  } finally {
    await owner.query('ROLLBACK');
  }
}
