import assert from 'node:assert/strict';
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';
import { createClient, faultOf } from '@linekeeper/client';
import { SignJWT } from 'jose';
import { createCrm } from './crm.js';

const JWT_SECRET = 'the secret of the product, at least 32 characters';
const LINEKEEPER_SECRET = 'the secret of Linekeeper, at least 32 characters';
const SCOPES = ['--scope', 'tenant:manage', '--scope', 'tenant:act'];

const port = await freePort();
const url = `http://localhost:${port}`;
const env = { ...process.env, JWT_SECRET, LINEKEEPER_SECRET, LOG_LEVEL: 'warn', PORT: String(port) };
const server = spawn(process.execPath, ['linekeeper.js'], { env, stdio: 'inherit' });
try {
  await isReady(url);
  await serviceClaims();
  await personReads();
} finally {
  server.kill('SIGTERM');
}
assert.deepEqual(await once(server, 'exit'), [0, null]);
console.info('A service creates companies and claims numbers, and people sign in with the tokens of the product.');

/** A service creates companies, and claims numbers for them. */
async function serviceClaims() {
  const { stdout } = await promisify(execFile)('npx', [
    'linekeeper',
    'key',
    'create',
    '--platform',
    '--name',
    'CRM',
    ...SCOPES,
    '--json',
  ]);
  const crm = createCrm({ url: `${url}/trpc`, token: JSON.parse(stdout).secret });
  const acme = { id: 'acme', name: 'Acme', country: 'GB', phoneNumber: '020 7946 0018' };
  for (let attempt = 1; attempt <= 2; attempt++) {
    const { ok, data } = await crm.addCustomer(acme);
    assert.deepEqual([ok, data.phoneNumber], [true, '+442079460018']);
  }
  const refused = await crm.addCustomer({ ...acme, id: 'brightline', name: 'Brightline' });
  assert.equal(refused.error.code, 'PHONE_TAKEN');
  await assert.rejects(crm.numberOf('nobody'), (error) => faultOf(error).code === 'FORBIDDEN');
}

/** People sign in with the tokens of the product. */
async function personReads() {
  const claims = { name: 'Ada', role: 'admin', company: { id: 'acme', name: 'Acme' } };
  const token = await new SignJWT(claims)
    .setSubject('7')
    .setProtectedHeader({ alg: 'HS256' })
    .sign(new TextEncoder().encode(JWT_SECRET));
  const { phone } = createClient({ url: `${url}/trpc`, token });
  assert.equal((await phone.getInboundNumber.query()).phoneNumber, '+442079460018');
  const stranger = createClient({ url: `${url}/trpc`, token: 'none' });
  await assert.rejects(stranger.phone.getInboundNumber.query(), (error) => faultOf(error).code === 'UNAUTHORIZED');
}

async function isReady(address) {
  for (const until = Date.now() + 30_000; Date.now() < until; await delay(50)) {
    const response = await fetch(`${address}/readyz`).catch(() => null);
    if (response?.ok) return;
  }
  throw new Error('The server did not start');
}

async function freePort() {
  const socket = createServer().listen(0);
  await once(socket, 'listening');
  const { port } = socket.address();
  socket.close();
  return port;
}
