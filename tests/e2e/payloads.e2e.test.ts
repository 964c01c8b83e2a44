import { afterAll, beforeAll, expect, it } from 'vitest';
import { ACME_OWNER, ACME_VIEWER, BRIGHTLINE_OWNER, type Dashboard, openDashboard } from './dashboard.ts';

const RUN = 'document.title="RAN"';
const PAYLOADS = [
  `<script>${RUN}</script>`,
  `<img src=x onerror='${RUN}'>`,
  `<svg onload='${RUN}'>`,
  `"><script>${RUN}</script>`,
  `'><img src=x onerror=${RUN}>`,
  `javascript:${RUN}`,
  `</title><script>${RUN}</script>`,
  `</textarea><script>${RUN}</script>`,
  `<iframe srcdoc="<script>parent.${RUN}</script>">`,
  `<a href="javascript:${RUN}">x</a>`,
  `<body onload=${RUN}>`,
  `<details open ontoggle=${RUN}>`,
  `<style>*{display:none}</style>`,
  `<base href="https://evil.example/">`,
  `<form action="https://evil.example"><button>x`,
  '{{constructor.constructor("alert(1)")()}}',
  `\u0024{alert(1)}`,
  `<math><mi xlink:href="data:x,<script>${RUN}</script>">`,
  `&lt;script&gt;${RUN}&lt;/script&gt;`,
  `<template><script>${RUN}</script></template>`,
];

let dashboard: Dashboard;
beforeAll(async () => {
  dashboard = await openDashboard();
  const { db } = dashboard;
  await db.sql(
    `INSERT INTO linekeeper.api_keys (tenant_id, name, prefix, hash, scopes)
     SELECT t.id, p, 'lk_live_abcd', encode(sha256(p::bytea), 'hex'), ARRAY['inboundNumber:read']
     FROM linekeeper.tenants t, unnest($1::text[]) AS p WHERE t.name = 'Acme Dental'`,
    [PAYLOADS],
  );
  await db.sql(
    `INSERT INTO linekeeper.line_events (e164, kind, to_tenant_id, actor_type, actor_name)
     SELECT '+14155230000', 'CLAIMED', t.id, 'PERSON', p
     FROM linekeeper.tenants t, unnest($1::text[]) AS p WHERE t.name = 'Acme Dental'`,
    [PAYLOADS],
  );
  await db.sql(
    `WITH people AS (
       INSERT INTO linekeeper.users (name, email) SELECT p, i || '@"' || p || '"' FROM unnest($1::text[]) WITH ORDINALITY AS x(p, i) RETURNING id
     )
     INSERT INTO linekeeper.members (tenant_id, user_id, role)
     SELECT t.id, people.id, 'member' FROM linekeeper.tenants t, people WHERE t.name = 'Acme Dental'`,
    [PAYLOADS],
  );
  await db.sql(
    `INSERT INTO linekeeper.invitations (tenant_id, email, role, expires_at)
     SELECT t.id, p, 'member', now() + interval '1 day' FROM linekeeper.tenants t, unnest($1::text[]) AS p WHERE t.name = 'Acme Dental'`,
    [PAYLOADS],
  );
  await db.sql(
    `INSERT INTO linekeeper.calls (call_sid, e164, tenant_id, outcome, target, status, twiml)
     SELECT 'CA' || md5(p), '+14155238886', t.id, 'SIP', p, p, '<Response/>'
     FROM linekeeper.tenants t, unnest($1::text[]) AS p WHERE t.name = 'Acme Dental'`,
    [PAYLOADS],
  );
  await db.sql(
    `INSERT INTO linekeeper.settings_events (tenant_id, setting, before, after, actor_type, actor_name)
     SELECT t.id, 'LOCATION', to_jsonb(p), to_jsonb(p), 'API_KEY', p
     FROM linekeeper.tenants t, unnest($1::text[]) AS p WHERE t.name = 'Acme Dental'`,
    [PAYLOADS],
  );
});
afterAll(() => dashboard[Symbol.asyncDispose]());

it.each([
  ['api-keys', 'API keys'],
  ['activity', 'Activity'],
  ['calls', 'Calls'],
  ['team', 'Team'],
  ['', 'Overview'],
])(
  'the page "%s" shows 20 script payloads as text, and the browser reports no violation of the policy',
  async (path, title) => {
    const { page, complaints } = await dashboard.signedIn(ACME_OWNER, path);
    // A long list of keys starts short.
    if (path === 'api-keys') await page.getByRole('button', { name: 'Show more' }).click();
    // The Overview has the last five of each.
    const shown = path === '' ? PAYLOADS.slice(-5) : PAYLOADS;
    for (const payload of shown) await page.getByText(payload, { exact: false }).first().waitFor();
    expect(await page.title()).toBe(`${title} · Linekeeper`);
    expect(await page.locator('main iframe, main script, main form[action], main img').count()).toBe(0);
    expect(complaints).toEqual([]);
  },
);

it("a company's name, its location and a person's name are text everywhere", async () => {
  const { page, complaints } = await dashboard.signedIn(ACME_OWNER, 'company');
  const guest = await dashboard.open();
  const [acme] = await dashboard.db.sql<{ id: string }>("SELECT id FROM linekeeper.tenants WHERE slug = 'acme-dental'");
  const invited = ['tenant', 'invite', acme?.id ?? '', '--email', 'guest@acme.example', '--role', 'member'];
  const { invitation } = await dashboard.command<{ invitation: string }>(...invited);
  for (const payload of PAYLOADS) {
    await dashboard.db.sql('UPDATE linekeeper.tenants SET name = $1, location = $1 WHERE slug = $2', [
      payload,
      'acme-dental',
    ]);
    await dashboard.db.sql('UPDATE linekeeper.users SET name = $1 WHERE email = $2', [payload, ACME_OWNER]);
    await page.reload();
    await page.getByRole('banner').getByText(payload).first().waitFor();
    expect(await page.getByLabel('Location').inputValue()).toBe(payload);
    expect(await page.title()).toBe('Company · Linekeeper');
    await guest.page.goto(invitation);
    await guest.page.getByText(payload).first().waitFor();
    expect(await guest.page.title()).not.toBe('RAN');
  }
  expect([...complaints, ...guest.complaints]).toEqual([]);
});

it('a payload that is typed into a field is text in the messages about it', async () => {
  const { page, complaints } = await dashboard.signedIn(BRIGHTLINE_OWNER, 'number');
  const guest = await dashboard.open();
  for (const payload of PAYLOADS) {
    await page.getByLabel('Phone number').fill(payload);
    await page.getByLabel('Phone number').blur();
    await page.locator('#number-message p').waitFor();
    expect(await page.getByLabel('Phone number').inputValue()).toBe(payload);
    await guest.page.goto(`${dashboard.url}/sign-in?next=${encodeURIComponent(payload)}`);
    await guest.page.goto(`${dashboard.url}/sign-in?email=${encodeURIComponent(payload)}`);
    expect(await guest.page.getByLabel('Email').inputValue()).toBe(payload);
    expect(await Promise.all([page.title(), guest.page.title()])).toEqual([
      'Number · Linekeeper',
      'Sign in · Linekeeper',
    ]);
  }
  await page.getByRole('link', { name: 'API keys' }).click();
  for (const payload of PAYLOADS) {
    await page.getByRole('button', { name: 'Create key' }).click();
    await page.getByLabel('Name', { exact: true }).fill(payload);
    await page.getByLabel('See your number').check();
    await page.getByRole('dialog').getByRole('button', { name: 'Create key' }).click();
    await page.getByRole('dialog', { name: `Key "${payload}" created` }).waitFor();
    await page.getByRole('button', { name: 'Done' }).click();
    expect(await page.title()).toBe('API keys · Linekeeper');
  }
  expect([...complaints, ...guest.complaints]).toEqual([]);
});

it('a call record is text in its details, and a person to ask is text', async () => {
  const { page, complaints } = await dashboard.signedIn(ACME_OWNER, 'calls');
  const viewer = await dashboard.signedIn(ACME_VIEWER, 'connect');
  for (const payload of PAYLOADS) {
    await dashboard.db.sql('UPDATE linekeeper.users SET name = $1 WHERE email = $2', [payload, ACME_OWNER]);
    await dashboard.db.sql(
      "UPDATE linekeeper.line_events SET actor_name = $1 WHERE e164 = '+14155238886' AND kind = 'CLAIMED'",
      [payload],
    );
    await page.reload();
    await page.getByText(payload).first().waitFor();
    await page.locator('summary').first().click();
    await page.getByText('Details for engineers').click();
    await page.locator('dt:text-is("Number held by") + dd').getByText(payload, { exact: false }).waitFor();
    expect(await page.title()).toBe('Calls · Linekeeper');
    await viewer.page.reload();
    await viewer.page.getByRole('main').getByRole('link', { name: payload }).first().waitFor();
    expect(await viewer.page.title()).toBe('Connect · Linekeeper');
  }
  expect([...complaints, ...viewer.complaints]).toEqual([]);
});

it('a greeting is text on the page Connect', async () => {
  const { page, complaints } = await dashboard.signedIn(ACME_OWNER, 'connect');
  for (const payload of PAYLOADS) {
    const greeting = JSON.stringify({ kind: 'GREETING', message: payload });
    await dashboard.db.sql("UPDATE linekeeper.tenants SET call_handling = $1 WHERE slug = 'acme-dental'", [greeting]);
    await page.reload();
    await page.getByText(`Callers hear "${payload}"`).waitFor();
    await page.getByRole('button', { name: 'Change: Choose what happens to calls' }).click();
    expect(await page.getByLabel('Greeting', { exact: true }).inputValue()).toBe(payload);
    expect(await page.title()).toBe('Connect · Linekeeper');
  }
  expect(complaints).toEqual([]);
});
