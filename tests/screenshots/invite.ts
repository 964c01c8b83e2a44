import type { People } from './people.ts';
import { ACME_OWNER, acme, press } from './state.ts';

/** The owner of Acme Dental invites somebody. Returns the link. */
export async function inviteToAcme(people: People, email: string): Promise<string> {
  const page = await people.open({ person: ACME_OWNER, path: acme('team') });
  await press(page, 'Invite');
  await page.getByLabel('Email').fill(email);
  await press(page, 'Create invitation');
  const link = await page.getByLabel('Invitation link').inputValue();
  await page.context().close();
  return link;
}
