import { callTo, getCall, hex, postCall } from '../support/voice.ts';
import type { People } from './people.ts';
import { ACME_OWNER, acme, acmeNumber, press } from './state.ts';

const ACCOUNT = { accountSid: `AC${hex(16)}`, authToken: hex(16) };

/** Acme Dental stores its Twilio account and chooses how calls are handled. */
export async function setUpLine(people: People): Promise<void> {
  const page = await people.open({ person: ACME_OWNER, path: acme('connect') });
  await press(page, 'Show: Save your Twilio account');
  await page.getByLabel('Account SID').fill(ACCOUNT.accountSid);
  await page.getByLabel('Auth token').fill(ACCOUNT.authToken);
  await press(page, 'Save account');
  await page.getByText('Twilio account saved').waitFor();
  await page.getByLabel('Forward to a number').check();
  await page.getByLabel('Number to forward to').fill('+1 415 523 0100');
  await press(page, 'Save choice');
  await page.getByText('Calls are forwarded to').first().waitFor();
  await page.context().close();
}

/** Acme Dental's line. */
async function lineOf(people: People): Promise<string> {
  const page = await people.open({ person: ACME_OWNER, path: acme('') });
  const line = await acmeNumber(page);
  await page.context().close();
  return line.replace(/\s/g, '');
}

/** A call whose signature doesn't match. */
export async function refuseCall(people: People): Promise<void> {
  const { url } = people;
  const call = callTo({ line: await lineOf(people), accountSid: ACCOUNT.accountSid });
  await postCall(url, call, { token: hex(16), publicUrl: url });
}

/** A call as the provider sends it if it's set to GET. */
export async function sendWithGet(people: People): Promise<void> {
  const { url } = people;
  const call = callTo({ line: await lineOf(people), accountSid: ACCOUNT.accountSid });
  await getCall(url, call, { token: ACCOUNT.authToken, publicUrl: url });
}

/** Three calls, as the provider reports them. */
export async function receiveCalls(people: People): Promise<void> {
  const { url } = people;
  const line = await lineOf(people);
  for (const [status, seconds] of [
    ['completed', '185'],
    ['no-answer', '0'],
    ['completed', '42'],
  ] as const) {
    const call = callTo({ line, accountSid: ACCOUNT.accountSid });
    const signed = { token: ACCOUNT.authToken, publicUrl: url };
    await postCall(url, call, signed);
    const ended = { ...call, CallStatus: status, CallDuration: seconds };
    await postCall(url, ended, { ...signed, path: '/webhooks/twilio/status' });
  }
}
