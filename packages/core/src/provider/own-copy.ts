import type { OrganizationStore } from '../organization/organization-store.ts';
import type { OrganizationChange } from '../organization/write-organization.ts';

/**
 * Another store of companies' settings that also keeps ours up to date. It keeps its own copy for its readers. Our copy
 * is encrypted, and requests from the provider are verified with it.
 */
export function withOwnCopy(
  openOther: (own: OrganizationStore) => OrganizationStore,
  own: OrganizationStore,
): OrganizationStore {
  // If the other store has no place for the company, it leaves the change to our store.
  const writtenHere = new WeakSet<OrganizationChange>();
  const other = openOther({
    ...own,
    update(tenantId, change, cause) {
      writtenHere.add(change);
      return own.update(tenantId, change, cause);
    },
  });
  return {
    ...other,
    async update(tenantId, change, cause) {
      const answer = await other.update(tenantId, change, cause);
      const { setSettings, removeSettings } = change;
      const changesSettings = Object.keys(setSettings).length > 0 || removeSettings.length > 0;
      if (answer.ok && changesSettings && !writtenHere.has(change)) {
        await own.update(tenantId, { setSettings, removeSettings }, cause);
      }
      return answer;
    },
  };
}
