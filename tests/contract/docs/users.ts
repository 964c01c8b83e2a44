/** The users of the product that the documentation builds. */
const COMPANIES = {
  acme: { id: 'acme', name: 'Acme Dental', country: 'US' },
  brightline: { id: 'brightline', name: 'Brightline Clinic', country: 'US' },
};

interface User {
  id: string;
  name: string;
  isAdmin: boolean;
  company: (typeof COMPANIES)[keyof typeof COMPANIES];
}

/** The user of `Bearer acme` is the admin of Acme. */
export async function userOf(authorization: string | null): Promise<User | null> {
  const company = COMPANIES[authorization?.replace('Bearer ', '') as keyof typeof COMPANIES];
  return company ? { id: `admin-of-${company.id}`, name: 'Ada', isAdmin: true, company } : null;
}
