import type { TenantId } from '@linekeeper/core';
import type { PhoneNumber } from '@linekeeper/phone-number';
import { expect, it } from 'vitest';
import { rowsOf } from '../support/rows-of.ts';
import { createTestDatabase } from '../support/test-database.ts';
import { createTwoTenants } from '../support/test-people.ts';

const LINE = '+14155238886' as PhoneNumber;
const OTHER = '+442079460018' as PhoneNumber;

it('only a claim that changes the line waits for the disk', async () => {
  await using test = await createTestDatabase();
  const db = test.open();
  const [one, two] = await createTwoTenants(test);
  const rows = (tenantId: TenantId) => rowsOf(db, tenantId);
  // The trigger runs at the end of the transaction, so that it sees the same setting as the commit.
  await test.sql(`
    CREATE TABLE public.commits (tenant_id text, synchronous text);
    CREATE FUNCTION public.note_commit() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$
      BEGIN INSERT INTO public.commits VALUES (NEW.tenant_id, current_setting('synchronous_commit')); RETURN NULL; END $$;
    CREATE CONSTRAINT TRIGGER note_commit AFTER INSERT OR UPDATE ON linekeeper.number_budgets
      DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION public.note_commit()`);
  try {
    await rows(one).availabilityOf(LINE);
    await rows(one).claimInboundNumber(OTHER);
    await rows(two).claimInboundNumber(OTHER);
    expect(await test.sql('SELECT * FROM public.commits')).toEqual([
      { tenant_id: one, synchronous: 'off' },
      { tenant_id: one, synchronous: 'on' },
      { tenant_id: two, synchronous: 'off' },
    ]);
  } finally {
  }
});
