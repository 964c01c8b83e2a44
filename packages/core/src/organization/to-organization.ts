import type { Organization } from '@linekeeper/contract';
import { showSetting } from '../provider/sealed-settings.ts';
import type { StoredOrganization } from './stored-organization.ts';

/** The organization as clients get it: without secrets, and with the number from linekeeper.lines. */
export function toOrganization({
  id,
  name,
  location,
  timezone,
  twilioConfig,
  phoneNumber,
  others = {},
}: StoredOrganization): Organization {
  const settings = Object.entries(twilioConfig).filter(([key]) => key !== 'phoneNumber');
  return {
    ...others,
    id,
    name,
    location,
    timezone,
    twilioConfig: {
      ...Object.fromEntries(settings.map(([key, value]) => [key, showSetting(key, value)])),
      ...(phoneNumber !== null && { phoneNumber }),
    },
  };
}
