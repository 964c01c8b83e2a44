import { createClient, createLineLookup } from '@linekeeper/client';

const holderOf = createLineLookup(
  createClient({ url: 'https://lines.example/trpc', token: process.env.LINEKEEPER_KEY }),
);
const holder = await holderOf('+442079460018'); // { tenantId, tenantName, timezone } or null

console.info(holder?.tenantId);
