import { type Organization, type OrganizationAnswer, TENANT_HEADER } from '@linekeeper/contract';
import { RequestError, SERVER_FAULT, UNREACHABLE } from '../sign-in/request.ts';

const ADDRESS = '/api/organization/info';

/** What the page Company changes. Null clears a detail. */
export interface CompanyDetails {
  name: string;
  location: string | null;
  timezone: string | null;
}

/**
 * Reads the company's details, and changes them first if there is a change.
 * @throws {RequestError} with a message for people
 */
export async function askOrganization(tenantId: string, change?: CompanyDetails): Promise<Organization> {
  const response = await fetch(ADDRESS, {
    method: change ? 'PATCH' : 'GET',
    headers: { [TENANT_HEADER]: tenantId, ...(change && { 'content-type': 'application/json' }) },
    ...(change && { body: JSON.stringify(change) }),
    signal: AbortSignal.timeout(10_000),
  }).catch(() => {
    throw new RequestError(UNREACHABLE);
  });
  if (response.status >= 500) throw new RequestError(SERVER_FAULT);
  const answer = (await response.json()) as OrganizationAnswer | { success: false; error: string };
  if (!answer.success) throw new RequestError(answer.error);
  return answer.organization;
}
