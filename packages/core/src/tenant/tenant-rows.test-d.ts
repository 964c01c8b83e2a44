import type { Database } from '../database.ts';

// Checked by the compiler, run by nobody: rows cannot be reached without a tenant that came out of the database.

export function takesNoTextForATenant(db: Database, fromTheRequest: string): void {
  // @ts-expect-error text from a request is no TenantId
  db.forTenant(fromTheRequest);
  // @ts-expect-error and there are no rows without a tenant
  db.inboundNumber();
  // @ts-expect-error keys are a tenant's too
  void db.apiKeys;
  // @ts-expect-error and the operator deletes only what was found
  void db.operator.deleteTenant(fromTheRequest, { releaseNumber: true });
  // @ts-expect-error nor a client to write any query with
  void db.prisma;
}
