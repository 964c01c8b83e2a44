import type { People } from './people.ts';
import { ACME_OWNER, acme, BRIGHTLINE_OWNER, brightline, press } from './state.ts';

/** The owner of Acme Dental invites somebody. Returns the link. */
export const inviteToAcme = (people: People, email: string) => invite(people, ACME_OWNER, acme('team'), email);

/** The owner of Brightline Clinic invites somebody. Returns the link. */
export const inviteToBrightline = (people: People, email: string) =>
  invite(people, BRIGHTLINE_OWNER, brightline('team'), email);

async function invite(people: People, person: string, path: string, email: string): Promise<string> {
  const page = await people.open({ person, path });
  await press(page, 'Invite');
  await page.getByLabel('Email').fill(email);
  await press(page, 'Create invitation');
  const link = await page.getByLabel('Invitation link').inputValue();
  await page.context().close();
  return link;
}
