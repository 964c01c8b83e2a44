// A service of the platform. It acts for every company with one key.
import { createClient } from '@linekeeper/client';

/** `token`: a platform key with the scopes `tenant:manage` and `tenant:act`. */
export function createCrm({ url, token }) {
  const linekeeper = createClient({ url, token });
  return {
    /** Creates a company with its number. The outcome says whether the number was refused. Safe to repeat. */
    async addCustomer({ id, name, country, phoneNumber }) {
      await linekeeper.tenant.create.mutate({ id, name, country });
      return linekeeper.as(id).phone.setInboundNumber.mutate({ phoneNumber });
    },
    numberOf: (id) => linekeeper.as(id).phone.getInboundNumber.query(),
  };
}
