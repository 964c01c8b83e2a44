import type { OwnerContext } from '@linekeeper/core';
import { connectOwner } from '../connect-owner.ts';
import { readLink } from './legacy-link.ts';

/** Whether a table is linked, or `contract` has ended the link. Also works before the first migration. */
export async function isLinkStored(operator: OwnerContext): Promise<boolean> {
  const { client } = await connectOwner(operator);
  try {
    return (await readLink(client)) !== null;
  } finally {
    await client.end();
  }
}
