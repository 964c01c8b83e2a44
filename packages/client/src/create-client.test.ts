import { expect, it } from 'vitest';
import { createClient } from './create-client.ts';

it.each(['', undefined, null])("as(%j) is refused, because it would act for the caller's own company", (id) => {
  const client = createClient({ url: 'http://linekeeper.test/trpc', token: 'x' });
  expect(() => client.as(id as string)).toThrow('as() needs the id of a company');
});
