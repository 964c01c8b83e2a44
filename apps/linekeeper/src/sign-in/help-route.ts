import type { FastifyInstance } from 'fastify';
import { DEMO_PASSWORD, DEMO_TENANTS } from '../demo/demo-data.ts';
import { cameThroughProxy } from '../demo/demo-people.ts';

export interface HelpRouteOptions {
  /** Whether the demo people can sign in. */
  demo: boolean;
  /** How people reach the operator; null if the operator set nothing. */
  supportContact: string | null;
}

/** What the sign-in page shows: whom to ask for help and, if demo people can sign in here, the demo people. */
export function helpRoute(app: FastifyInstance, { demo, supportContact }: HelpRouteOptions): void {
  const people = DEMO_TENANTS.flatMap(({ name, people }) =>
    people.map(({ email, role }) => ({ email, role, company: name, password: DEMO_PASSWORD })),
  );
  app.get('/api/session/help', async ({ headers }) => ({
    demoPeople: demo && !cameThroughProxy(headers) ? people : [],
    supportContact,
  }));
}
