import type { MemberRole } from '@linekeeper/contract';
import type { CountryCode } from '@linekeeper/phone-number';

/** The password of all demo people. They can sign in only if the demo is on and only this machine can reach the server. */
export const DEMO_PASSWORD = 'linekeeper-demo';

interface DemoTenant {
  name: string;
  slug: string;
  country: CountryCode;
  timezone: string;
  inboundNumber: string | null;
  people: { name: string; email: string; role: MemberRole }[];
}

export const DEMO_TENANTS: readonly DemoTenant[] = [
  {
    name: 'Acme Dental',
    slug: 'acme-dental',
    country: 'US',
    timezone: 'America/Los_Angeles',
    inboundNumber: '+1 415 523 8886',
    people: [
      { name: 'Acme owner', email: 'owner@acme.example', role: 'owner' },
      { name: 'Acme viewer', email: 'viewer@acme.example', role: 'member' },
    ],
  },
  {
    name: 'Brightline Clinic',
    slug: 'brightline-clinic',
    country: 'GB',
    timezone: 'Europe/London',
    inboundNumber: null,
    people: [{ name: 'Brightline owner', email: 'owner@brightline.example', role: 'owner' }],
  },
];

export const DEMO_EMAILS: ReadonlySet<string> = new Set(
  DEMO_TENANTS.flatMap((tenant) => tenant.people.map((person) => person.email)),
);
