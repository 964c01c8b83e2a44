import type { SessionTenant } from '@linekeeper/contract';
import { createContext, use } from 'react';

/** How a company is named in addresses: `/c/<slug>/…`, or its id if it has no slug. */
export function segmentOf({ slug, id }: Pick<SessionTenant, 'slug' | 'id'>): string {
  return slug ?? id;
}

export function findCompany(companies: readonly SessionTenant[], segment: string): SessionTenant | undefined {
  return companies.find(({ slug }) => slug === segment) ?? companies.find(({ id }) => id === segment);
}

/** The company to open if the address names none: the last one in this browser, or the only one. Undefined: ask. */
export function defaultCompany(companies: readonly SessionTenant[]): SessionTenant | undefined {
  if (companies.length === 1) return companies[0];
  return companies.find(({ id }) => id === lastCompany());
}

const LAST = 'linekeeper:last-company';

function lastCompany(): string | null {
  try {
    return localStorage.getItem(LAST);
  } catch {
    return null;
  }
}

export function rememberCompany({ id }: Pick<SessionTenant, 'id'>): void {
  try {
    localStorage.setItem(LAST, id);
  } catch {
    // Storage is blocked. The person chooses again the next time.
  }
}

/** The company of this tab, and all companies of the person. */
export interface Workplace {
  company: SessionTenant;
  companies: readonly SessionTenant[];
}

export const WorkplaceContext = createContext<Workplace | null>(null);

export function useWorkplace(): Workplace {
  const workplace = use(WorkplaceContext);
  if (!workplace) throw new Error('Only below a company');
  return workplace;
}
