import { expect, it } from 'vitest';
import { legacySetup } from '../support/legacy-setup.ts';

const { test, legacy, done } = legacySetup();

const known = () => test.sql('SELECT id FROM linekeeper.tenants ORDER BY id');

it('restore notices the deletion of a company that was created while the link ended', async () => {
  await legacy.add('first', null);
  await done('legacy', 'link');
  await test.sql(`CREATE FUNCTION public.add_late() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    INSERT INTO public.tenants (id, name) VALUES ('late', 'Late') ON CONFLICT DO NOTHING; RETURN NULL; END $$`);
  await test.sql('CREATE TRIGGER late AFTER INSERT ON linekeeper.legacy_endings EXECUTE FUNCTION public.add_late()');
  await done('contract', '--yes');
  await test.sql('DROP TRIGGER late ON linekeeper.legacy_endings');
  expect(await known()).toEqual([{ id: 'first' }, { id: 'late' }]);
  await test.sql(`DELETE FROM public.tenants WHERE id = 'late'`);
  await done('legacy', 'restore');
  await done('legacy', 'follow');
  expect(await known()).toEqual([{ id: 'first' }]);
});
