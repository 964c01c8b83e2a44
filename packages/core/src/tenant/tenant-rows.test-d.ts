import type { Database } from '../database.ts';

// Only the compiler checks this file. It never runs. Rows can't be reached without a tenant id from the database.

export function takesNoTextForATenant(db: Database, fromTheRequest: string): void {
  // @ts-expect-error text from a request isn't a TenantId
  db.forTenant(fromTheRequest);
  // @ts-expect-error there are no rows without a tenant
  db.inboundNumber();
  // @ts-expect-error keys belong to a tenant, too
  void db.apiKeys;
  // @ts-expect-error the operator can only delete a tenant that was found
  void db.operator.deleteTenant(fromTheRequest, { releaseNumber: true });
  // @ts-expect-error there is no client for arbitrary queries
  void db.prisma;
}
