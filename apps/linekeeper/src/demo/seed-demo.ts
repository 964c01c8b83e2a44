import type { Database, TenantId } from '@linekeeper/core';
import { parsePhoneNumber } from '@linekeeper/phone-number';
import type { SignIn } from '../sign-in/sign-in.ts';
import { DEMO_PASSWORD, DEMO_TENANTS } from './demo-data.ts';

/** Creates the demo companies if the database is empty. Returns whether it did. */
export async function seedDemo(db: Database, signIn: SignIn): Promise<boolean> {
  if (!(await db.isEmpty())) return false;
  const { adapter, internalAdapter, password } = await signIn.$context;
  const hash = await password.hash(DEMO_PASSWORD);
  for (const { name, slug, country, timezone, inboundNumber, people } of DEMO_TENANTS) {
    const tenantId = await db.createTenant({ name, slug, country, timezone });
    for (const person of people) {
      const user = await internalAdapter.createUser(
        { name: person.name, email: person.email, emailVerified: true },
        { method: 'admin' },
      );
      await internalAdapter.linkAccount({
        userId: user.id,
        providerId: 'credential',
        accountId: user.id,
        password: hash,
      });
      const data = { organizationId: tenantId, userId: user.id, role: person.role, createdAt: new Date() };
      await adapter.create({ model: 'member', data });
    }
    if (inboundNumber) await claim(db, tenantId, inboundNumber);
  }
  return true;
}

async function claim(db: Database, tenantId: TenantId, text: string): Promise<void> {
  const parsed = parsePhoneNumber(text);
  if (!parsed.ok) throw new Error(parsed.error.message);
  await db
    .forTenant(tenantId, { actor: { type: 'SYSTEM', id: null, name: 'demo data' } })
    .claimInboundNumber(parsed.data);
}
