import { RESOLVE_MAX } from '@linekeeper/contract';
import { TRPCError } from '@trpc/server';
import { beforeEach, expect, it } from 'vitest';
import { createClient } from './create-client.ts';
import { faultOf } from './fault.ts';
import { createLineLookup, type LineLookup } from './line-lookup.ts';
import { type Call, ScriptedServer } from './scripted-server.ts';

let server: ScriptedServer;
let holderOf: LineLookup;
beforeEach(() => {
  server = new ScriptedServer();
  holderOf = createLineLookup(createClient({ url: 'http://linekeeper.test/trpc', fetch: server.fetch, retries: 0 }));
});

const number = (index: number) => `+4420${70_000_000 + index}`;
/** A company of its own holds each line, except the first one. */
const holder = (phoneNumber: string) =>
  phoneNumber === number(0) ? null : { tenantId: phoneNumber, tenantName: 'Acme', timezone: null };
const answerAll = () =>
  server.answer('phone.resolveMany', ({ input }: Call) =>
    (input as { phoneNumbers: string[] }).phoneNumbers.map(holder),
  );
const asked = () => server.calls.map(({ input }) => (input as { phoneNumbers: string[] }).phoneNumbers.length);

it('look-ups of the same moment share one request, and each gets the answer for its line', async () => {
  answerAll();
  const numbers = [3, 0, 1, 3].map(number);
  expect(await Promise.all(numbers.map(holderOf))).toEqual(numbers.map(holder));
  expect(server.requests).toHaveLength(1);
  expect(asked()).toEqual([4]);
});

it(`a request asks about at most ${RESOLVE_MAX} lines`, async () => {
  answerAll();
  await Promise.all(Array.from({ length: RESOLVE_MAX + 1 }, (_, index) => holderOf(number(index))));
  expect(asked()).toEqual([RESOLVE_MAX, 1]);
});

it('each later look-up asks again, because the line can have another holder then', async () => {
  answerAll();
  expect(await holderOf(number(1))).toEqual(holder(number(1)));
  server.answer('phone.resolveMany', [null]);
  expect(await holderOf(number(1))).toBeNull();
});

it('each look-up throws the fault of its request, and the next request is not affected', async () => {
  server.answer('phone.resolveMany', () => {
    throw new TRPCError({ code: 'FORBIDDEN' });
  });
  const codes = await Promise.all([1, 2].map((index) => holderOf(number(index)).catch((error) => faultOf(error).code)));
  expect(codes).toEqual(['FORBIDDEN', 'FORBIDDEN']);
  answerAll();
  expect(await holderOf(number(1))).toEqual(holder(number(1)));
});

it('a text that no line can have is answered with null, and the other look-ups of that moment get their answers', async () => {
  answerAll();
  const texts = ['anonymous', number(1), 'sip:ada@acme.example', '', number(2), '442079460018'];
  const expected = texts.map((text) => (text === number(1) || text === number(2) ? holder(text) : null));
  expect(await Promise.all(texts.map(holderOf))).toEqual(expected);
  expect(asked()).toEqual([2]);
});
