import { appRouter, createContext, openDatabase, type Person } from '@linekeeper/core';
import { callTRPCProcedure } from '@trpc/server';
import { expect, it } from 'vitest';
import { callProcedure, type ProcedureCall } from './call-procedure.ts';

// Nothing here reaches the database.
const db = openDatabase({ url: 'postgres://nobody@127.0.0.1:1/none' });
const owner = (): Person => ({
  ...{ kind: 'person', id: 'p', name: 'Ann', email: 'ann@example.org', role: 'owner' },
  tenant: { id: 't' as NonNullable<Person['tenant']>['id'], name: 'Company', country: 'US' },
});

async function outcomeOf(
  call: (options: ProcedureCall) => Promise<unknown>,
  path: string,
  input: unknown,
  who = owner,
) {
  const outcomes: string[] = [];
  const ctx = createContext({
    db,
    resolvePrincipal: async () => who(),
    onOutcome: (procedure, code) => outcomes.push(`${procedure} ${code}`),
  });
  const answer = await call({ path, ctx, readInput: () => input }).catch((error: unknown) => error);
  return { answer, outcomes };
}

const byTrpc = ({ path, ctx, readInput }: ProcedureCall) =>
  callTRPCProcedure({
    ...{ router: appRouter, path, ctx, type: 'mutation', allowMethodOverride: true, signal: undefined, batchIndex: 0 },
    getRawInput: async () => readInput(),
  });

const nobody = () => null as unknown as Person;
const member = (): Person => ({ ...owner(), role: 'member' });

it.each([
  ['a valid call', 'phone.checkAvailability', { phoneNumber: 'abc' }, owner],
  ['a call without its input', 'phone.setInboundNumber', undefined, owner],
  ['an input with an unknown field', 'phone.checkAvailability', { phoneNumber: '+1', more: 1 }, owner],
  ["a caller who isn't signed in", 'phone.setInboundNumber', {}, nobody],
  ['a caller without the permission', 'phone.setInboundNumber', {}, member],
  ['an unknown procedure', 'phone.none', {}, owner],
  ['a router', 'phone', {}, owner],
  ['a name that every object has', 'constructor', {}, owner],
  ['the prototype', '__proto__', {}, owner],
])('answers %s as tRPC does', async (_name, path, input, who) => {
  const expected = await outcomeOf(byTrpc, path, input, who);
  const { answer, outcomes } = await outcomeOf(callProcedure, path, input, who);
  expect(outcomes).toEqual(expected.outcomes);
  expect(answer).toEqual(expected.answer);
  if (answer instanceof Error) expect(answer).toMatchObject({ code: (expected.answer as { code?: unknown }).code });
});
