import { createClient } from '@linekeeper/client';

export async function createCompany(url: string, token: string) {
  const linekeeper = createClient({ url, token }); // from @linekeeper/client
  await linekeeper.tenant.create.mutate({ id: '42', name: 'Acme', country: 'GB' }); // safe to repeat
  await linekeeper.as('42').phone.setInboundNumber.mutate({ phoneNumber: '020 7946 0018' });
}
