import { afterAll, beforeAll, expect, it } from 'vitest';
import { ACME_OWNER, ACME_VIEWER, BRIGHTLINE_OWNER, type Dashboard, openDashboard } from './dashboard.ts';

let dashboard: Dashboard;
beforeAll(async () => {
  dashboard = await openDashboard({ LINEKEEPER_SUPPORT_CONTACT: 'support@voice.example' });
});
afterAll(() => dashboard[Symbol.asyncDispose]());

it('an owner invites a person who joins with the link, and then changes their role and removes them', async () => {
  const { page, complaints } = await dashboard.signedIn(ACME_OWNER, 'team');
  await page.getByRole('button', { name: 'Invite' }).click();
  const dialog = page.getByRole('dialog');
  await dialog
    .getByText("Linekeeper doesn't send emails. You get a link, and send it to the person yourself.")
    .waitFor();
  await dialog.getByRole('button', { name: 'Create invitation' }).click();
  await page.getByText('Enter a valid email').waitFor();
  for (const wrong of ['vet@willowvets', 'ann,bob@acme.example']) {
    await page.getByLabel('Email').fill(wrong);
    await dialog.getByRole('button', { name: 'Create invitation' }).click();
    await page.getByText('Enter a valid email').waitFor();
    expect(await page.getByText("didn't understand").count()).toBe(0);
  }
  await page.getByLabel('Email').fill('ann@acme.example');
  await dialog.getByLabel('Role').selectOption('Admin');
  await dialog.getByText('Manages the number and API keys.').waitFor();
  await dialog.getByLabel('Role').selectOption('Member');
  await dialog.getByRole('button', { name: 'Create invitation' }).click();
  await page.getByText('Nobody else can open this link yet, because the service has no public address').waitFor();
  const link = await page.getByLabel('Invitation link').inputValue();
  expect(link).toMatch(new RegExp(`^${dashboard.url}/invitation/.*token=`));
  await page.getByRole('button', { name: 'Done' }).click();
  await page.getByText('ann@acme.example').waitFor();

  const { page: hers } = await dashboard.open();
  await hers.goto(link);
  await hers.getByText('Acme owner invited you to be a member').waitFor();
  await hers.getByLabel('Your name').fill('Ann');
  await hers.getByLabel('Password').fill('correct horse battery');
  await hers.getByRole('button', { name: 'Join' }).click();
  await hers.getByText('+1 415 523 8886').first().waitFor();

  await page.reload();
  await page.getByLabel('Role of Ann').selectOption('Admin');
  await page.getByRole('listitem').filter({ hasText: 'ann@acme.example' }).getByText('Ann is now Admin').waitFor();
  await page.getByLabel('Role of Acme owner').selectOption('Member');
  // Where the person looks: in the row that they have changed.
  const rowOf = (email: string) => page.getByRole('listitem').filter({ hasText: email });
  await rowOf(ACME_OWNER).getByText('A company must have an owner').waitFor();
  expect(await page.getByText('Ann is now Admin').count()).toBe(0);
  await page.getByRole('button', { name: 'Remove Ann' }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Remove' }).click();
  await page.getByText('Ann was removed').waitFor();
  expect(await page.evaluate(() => document.activeElement?.textContent)).toContain('Ann was removed');
  await hers.getByRole('link', { name: 'Activity', exact: true }).click();
  await hers.getByLabel('Password').fill('correct horse battery');
  await hers.getByRole('button', { name: 'Sign in', exact: true }).click();
  await hers.getByRole('heading', { name: 'You were removed from Acme Dental' }).waitFor();
  await hers.getByText('Ask an owner of Acme Dental to invite you again').waitFor();
  expect(await hers.getByRole('link').count()).toBe(0);
  expect(complaints).toEqual([]);
});

it('making somebody an owner and signing somebody out everywhere are confirmed first', async () => {
  const { page } = await dashboard.signedIn(ACME_OWNER, 'team');
  const row = page.getByRole('listitem').filter({ hasText: ACME_VIEWER });
  const roleOfViewer = () =>
    dashboard.db
      .sql<{ role: string }>(
        'SELECT role FROM linekeeper.members m JOIN linekeeper.users u ON u.id = m.user_id WHERE u.email = $1',
        [ACME_VIEWER],
      )
      .then(([member]) => member?.role);
  const role = page.getByLabel('Role of Acme viewer');
  const question = page.getByRole('alertdialog', { name: 'Make Acme viewer an owner?' });

  await role.selectOption('Owner');
  await question.getByText('Acme viewer can then change everything in').waitFor();
  await question.getByRole('button', { name: 'Keep the role' }).click();
  expect(await role.inputValue()).toBe('member');
  expect(await roleOfViewer()).toBe('member');
  await role.selectOption('Owner');
  await question.getByRole('button', { name: 'Make owner' }).click();
  await row.getByText('Acme viewer is now Owner').waitFor();
  expect(await roleOfViewer()).toBe('owner');
  await role.selectOption('Member');
  await row.getByText('Acme viewer is now Member').waitFor();

  const { page: theirs } = await dashboard.signedIn(ACME_VIEWER, '');
  await row.getByRole('button', { name: 'Sign out everywhere' }).click();
  const signOut = page.getByRole('alertdialog', { name: 'Sign Acme viewer out everywhere?' });
  await signOut.getByText('can sign in again with their password').waitFor();
  await signOut.getByRole('button', { name: 'Cancel' }).click();
  await theirs.reload();
  await theirs.getByRole('heading', { name: 'Overview' }).waitFor();
  await row.getByRole('button', { name: 'Sign out everywhere' }).click();
  await signOut.getByRole('button', { name: 'Sign out everywhere' }).click();
  await row.getByText('Acme viewer was signed out everywhere').waitFor();
  await theirs.reload();
  await theirs.getByLabel('Password').waitFor();
});

it('an owner withdraws an invitation, and its link ends', async () => {
  const { page } = await dashboard.signedIn(ACME_OWNER, 'team');
  await page.getByRole('button', { name: 'Invite' }).click();
  await page.getByLabel('Email').fill('bob@acme.example');
  await page.getByRole('button', { name: 'Create invitation' }).click();
  const link = await page.getByLabel('Invitation link').inputValue();
  await page.getByRole('button', { name: 'Done' }).click();
  await page.getByRole('button', { name: 'Withdraw the invitation for bob@acme.example' }).click();
  await page.getByText('No open invitations').waitFor();
  const { page: his } = await dashboard.open();
  await his.goto(link);
  await his.getByRole('heading', { name: 'This invitation is no longer valid' }).waitFor();
});

it('an owner gets a new link for an open invitation, and the former link ends', async () => {
  const { page } = await dashboard.signedIn(ACME_OWNER, 'team');
  await page.getByRole('button', { name: 'Invite' }).click();
  await page.getByLabel('Email').fill('cara@acme.example');
  await page.getByLabel('Role', { exact: true }).selectOption('Admin');
  await page.getByRole('button', { name: 'Create invitation' }).click();
  const former = await page.getByLabel('Invitation link').inputValue();
  await page.getByRole('button', { name: 'Done' }).click();

  await page.getByText('A new link makes the old one stop working.').waitFor();
  const button = page.getByRole('button', { name: 'New link for cara@acme.example' });
  await button.click();
  await page.getByText("The old link doesn't work any more").waitFor();
  const link = await page.getByLabel('Invitation link').inputValue();
  await page.getByRole('button', { name: 'Done' }).click();
  expect(await button.evaluate((element) => element === document.activeElement)).toBe(true);
  expect(await page.getByText('cara@acme.example').count()).toBe(1);

  const { page: hers } = await dashboard.open();
  await hers.goto(former);
  await hers.getByRole('heading', { name: 'This invitation is no longer valid' }).waitFor();
  await hers.goto(link);
  await hers.getByText('invited you to be an admin').waitFor();
});

it("an owner's own row says so, instead of when they signed in", async () => {
  const { page } = await dashboard.signedIn(ACME_OWNER, 'team');
  const rowOf = (email: string) => page.getByRole('listitem').filter({ hasText: email });
  await rowOf(ACME_OWNER).getByText('This is you').waitFor();
  expect(await rowOf(ACME_OWNER).getByText('signed in').count()).toBe(0);
  expect(await rowOf(ACME_VIEWER).getByText('signed in').count()).toBe(1);
});

it('a viewer sees whom to ask, and not who else is a member', async () => {
  const { page } = await dashboard.signedIn(ACME_VIEWER, 'team');
  await page.getByRole('link', { name: ACME_OWNER }).waitFor();
  expect(await page.getByRole('button', { name: 'Invite' }).count()).toBe(0);
  expect(await page.getByRole('main').getByText(ACME_VIEWER).count()).toBe(0);
});

it('an admin changes the name of the company everywhere, and a viewer only reads it', async () => {
  const { page, complaints } = await dashboard.signedIn(ACME_OWNER, 'company');
  await page.getByLabel('Name').fill('  ');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText('Enter the name of your company').waitFor();
  await page.getByLabel('Name').fill('Acme Dental Care');
  await page.getByText('For programs that handle your calls').waitFor();
  await page.getByLabel('Time zone').selectOption('Europe/Berlin');
  await page.getByLabel('Default country').selectOption('DE');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText('The details were saved').waitFor();
  await page.getByRole('banner').getByText('Acme Dental Care').waitFor();
  expect(complaints).toEqual([]);
  const { page: viewers } = await dashboard.signedIn(ACME_VIEWER, 'company');
  const details = viewers.getByRole('main').locator('dd');
  await expect
    .poll(() => details.allTextContents())
    .toEqual(['Acme Dental Care', 'Not set', 'Europe/Berlin', 'Germany']);
  expect(await viewers.getByRole('main').locator('input, select, button').count()).toBe(0);
  await viewers.getByText('Only owners and admins of').waitFor();
  expect(await viewers.getByRole('button', { name: 'Save' }).count()).toBe(0);

  await viewers.getByRole('link', { name: 'Activity', exact: true }).click();
  await viewers.getByText('Default country changed from United States to Germany').waitFor();
  await viewers.getByText('Company name changed from Acme Dental to Acme Dental Care').waitFor();
  await viewers.getByLabel('What').selectOption('Settings changed');
  expect(await viewers.getByRole('listitem').filter({ hasText: 'Acme owner' }).count()).toBe(3);

  await page.getByLabel('Default country').selectOption("Use the service's default");
  await page.getByRole('button', { name: 'Save' }).click();
  await expect.poll(() => page.getByLabel('Default country').inputValue()).toBe('US');
});

it('if the country of a company is refused, the page says what was saved, and a retry sends only the rest', async () => {
  const { page } = await dashboard.signedIn(BRIGHTLINE_OWNER, 'company');
  const sent: string[] = [];
  page.on('request', (request) => {
    const name = /organization\/info|settings\.setCountry/.exec(request.url())?.[0];
    if (name && request.method() !== 'GET') sent.push(name);
  });
  await page.route('**/trpc/settings.setCountry*', (route) => route.abort(), { times: 1 });
  await page.getByLabel('Location').fill('Leeds');
  await page.getByLabel('Default country').selectOption('IE');
  await page.getByRole('button', { name: 'Save' }).click();
  const alert = page.getByRole('alert').filter({ hasText: "The default country wasn't" });
  await alert.getByText('Name, location and time zone were saved').waitFor();
  await alert.getByText("The server can't be reached").waitFor();
  expect(await page.getByLabel('Location').inputValue()).toBe('Leeds');
  expect(await page.getByLabel('Default country').inputValue()).toBe('IE');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText('The details were saved').waitFor();
  expect(sent).toEqual(['organization/info', 'settings.setCountry', 'settings.setCountry']);

  await page.route('**/api/organization/info', (route) => route.abort(), { times: 1 });
  await page.getByLabel('Location').fill('York');
  await page.getByLabel('Default country').selectOption('GB');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText("Your changes weren't saved").waitFor();
  expect(sent.slice(3)).toEqual(['organization/info']);
});

it('a person changes their name and password, and signs out elsewhere', async () => {
  const { page: elsewhere } = await dashboard.signedIn(ACME_VIEWER);
  const { page } = await dashboard.signedIn(ACME_VIEWER, 'account');
  await page.getByLabel('Name').fill('Vera Viewer');
  await page.getByRole('button', { name: 'Save name' }).click();
  await page.getByText('Your name was saved').waitFor();
  await page.getByRole('button', { name: 'Account menu of Vera Viewer' }).waitFor();

  await page.getByText('This browser').waitFor();
  await page.getByRole('button', { name: 'Sign out elsewhere' }).click();
  await page.getByText('You were signed out in').waitFor();
  expect(await page.evaluate(() => document.activeElement?.textContent)).toContain('You were signed out in');
  // Nothing is left to sign out.
  await page.getByRole('button', { name: 'Sign out elsewhere' }).waitFor({ state: 'detached' });
  await page.getByText('To change your email, contact support@voice.example').waitFor();
  await elsewhere.getByRole('link', { name: 'Activity', exact: true }).click();
  await elsewhere.getByLabel('Password').waitFor();

  await page.getByLabel('Current password').fill('not the password');
  await page.getByLabel('New password').fill('another password');
  await page.getByRole('button', { name: 'Change password' }).click();
  await page.getByText("This isn't your current password").waitFor();
  await page.getByLabel('Current password').fill('linekeeper-demo');
  await page.getByRole('button', { name: 'Change password' }).click();
  await page.getByText('Your password was changed').waitFor();
  const { page: again } = await dashboard.open();
  await again.goto(dashboard.url);
  await again.getByLabel('Email').fill(ACME_VIEWER);
  await again.getByLabel('Password').fill('another password');
  await again.keyboard.press('Enter');
  await again.waitForURL(/acme-dental/);
});
