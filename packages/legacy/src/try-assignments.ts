import type pg from 'pg';
import { type AssignAnswer, type Assignment, decideAssignment } from './assign.ts';
import { inTransaction } from './in-transaction.ts';
import type { LegacyShape } from './legacy-shape.ts';
import { LegacyStorageError } from './legacy-storage-error.ts';

/**
 * What the assignments would answer, one after the other. Nothing is changed: those that concern the same companies or lines
 * are made in one transaction, which is rolled back. The transactions are short, because others wait for their rows.
 */
export async function tryAssignments(
  client: pg.Client,
  shape: LegacyShape,
  assignments: readonly Assignment[],
  onTried: (done: number) => void = () => {},
): Promise<(AssignAnswer | LegacyStorageError)[]> {
  const answers: (AssignAnswer | LegacyStorageError)[] = [];
  let done = 0;
  for (const group of await related(client, assignments)) {
    await inTransaction(
      client,
      async () => {
        for (const index of group) answers[index] = await tryOne(client, shape, assignments[index] as Assignment);
      },
      { end: 'ROLLBACK' },
    );
    done += group.length;
    onTried(done);
  }
  return answers;
}

async function tryOne(
  client: pg.Client,
  shape: LegacyShape,
  assignment: Assignment,
): Promise<AssignAnswer | LegacyStorageError> {
  await client.query('SAVEPOINT assignment');
  try {
    return await decideAssignment(client, shape, assignment);
  } catch (error) {
    if (!(error instanceof LegacyStorageError)) throw error;
    await client.query('ROLLBACK TO SAVEPOINT assignment');
    return error;
  }
}

/** The assignments' positions, grouped by whether one can change what another finds. In their order within each group. */
async function related(client: pg.Client, assignments: readonly Assignment[]): Promise<number[][]> {
  const parents = new Map<string, string>();
  const rootOf = (key: string): string => {
    let root = key;
    for (let parent = parents.get(root); parent !== undefined; parent = parents.get(root)) root = parent;
    if (root !== key) parents.set(key, root);
    return root;
  };
  const join = (tenantId: string, line: string) => {
    const [a, b] = [rootOf(`tenant ${tenantId}`), rootOf(`line ${line}`)];
    if (a !== b) parents.set(a, b);
  };
  const lines = assignments.flatMap(({ phoneNumber }) => phoneNumber ?? []);
  const { rows } = await client.query<{ tenant_id: string; e164: string }>(
    `SELECT tenant_id, e164 FROM linekeeper.line_reservations WHERE e164 = ANY($1::text[]) OR tenant_id = ANY($2::text[])
     UNION ALL SELECT tenant_id, e164 FROM linekeeper.lines WHERE e164 = ANY($1::text[]) OR tenant_id = ANY($2::text[])`,
    [lines, assignments.map(({ tenantId }) => tenantId)],
  );
  for (const { tenant_id, e164 } of rows) join(tenant_id, e164);
  for (const { tenantId, phoneNumber } of assignments) if (phoneNumber) join(tenantId, phoneNumber);
  const groups = new Map<string, number[]>();
  for (const [index, { tenantId }] of assignments.entries()) {
    const root = rootOf(`tenant ${tenantId}`);
    const group = groups.get(root);
    if (group) group.push(index);
    else groups.set(root, [index]);
  }
  return [...groups.values()];
}
