import {
  type ActingTenant,
  apiOf,
  authorizePlatform,
  createContext,
  createTenant,
  type Database,
  findTenant,
  hasNoTenants,
  operatorContext,
} from '@linekeeper/core';
import type { SignIn } from '../sign-in/sign-in.ts';
import { DEMO_PASSWORD, DEMO_TENANTS } from './demo-data.ts';

/** Who creates them, for the history. */
const NAME = 'demo data';

/** Creates the demo companies if the database is empty. Returns whether it did. */
export async function seedDemo(db: Database, signIn: SignIn): Promise<boolean> {
  if (!(await hasNoTenants(db))) return false;
  const platform = await authorizePlatform(operatorContext(db, { name: NAME }), 'tenant:manage');
  const { adapter, internalAdapter, password } = await signIn.$context;
  const hash = await password.hash(DEMO_PASSWORD);
  for (const { name, slug, country, timezone, inboundNumber, people } of DEMO_TENANTS) {
    const { tenant } = await createTenant(platform, { name, slug, country, timezone });
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
      const data = { organizationId: tenant.id, userId: user.id, role: person.role, createdAt: new Date() };
      await adapter.create({ model: 'member', data });
    }
    const acting = await findTenant(db, tenant.id);
    if (inboundNumber && acting) await claim(db, acting, inboundNumber);
  }
  return true;
}

async function claim(db: Database, tenant: ActingTenant, phoneNumber: string): Promise<void> {
  const context = createContext({
    db,
    resolvePrincipal: async () => ({
      kind: 'host',
      actor: { type: 'SYSTEM', id: null, name: NAME },
      tenant,
      permissions: ['inboundNumber:update'],
    }),
  });
  const claimed = await apiOf(context).phone.setInboundNumber({ phoneNumber });
  if (!claimed.ok) throw new Error(claimed.error.message);
}
