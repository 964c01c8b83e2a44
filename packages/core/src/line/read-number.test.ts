import { expect, it } from 'vitest';
import type { TenantHandle } from '../access/tenant-handle.ts';
import { STORE } from '../store.ts';
import { readNumber } from './read-number.ts';

/** Not in today's plan, but held since it was. */
const OLD = '+15555555555';

/** Reads a text for a British company that holds this number. `asked`: whether its line was looked up. */
async function read(phoneNumber: string, held = OLD) {
  let asked = false;
  const query = async () => {
    asked = true;
    return { rows: [{ e164: held, tenant_id: 'acme', claimed_at: new Date(0) }] };
  };
  const handle = { tenant: { id: 'acme', country: 'GB' }, [STORE]: { client: { query } } } as unknown as TenantHandle;
  const outcome = await readNumber(handle, { phoneNumber });
  return [outcome.ok ? outcome.data : outcome.error.code, asked];
}

it("a number is read without a look-up, and only the company's own is accepted if today's plan refuses it", async () => {
  expect(await read('020 7946 0018')).toEqual(['+442079460018', false]);
  expect(await read('+442079460018', '+442079460018')).toEqual(['+442079460018', false]);
  expect(await read('not a number')).toEqual(['PHONE_INVALID', false]);
  expect(await read(OLD)).toEqual([OLD, true]);
  expect(await read(OLD, '+15555555556')).toEqual(['PHONE_INVALID', true]);
});
