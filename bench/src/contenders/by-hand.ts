import { createSecretKey } from 'node:crypto';
import jwt from 'jsonwebtoken';
import type { ActingCompany } from '../companies.ts';
import type { Contender, Program } from '../contender.ts';
import { isRightTwiml, reportCall } from '../provider.ts';
import { ALL_WORKS, type Step } from '../work.ts';
import { isRightEnvelope } from './linekeeper.ts';
import { fillByHand, resetByHand } from './rows-by-hand.ts';

export const JWT_SECRET = 'another secret of the benchmark, used nowhere else';

const program = (name: string): Program => ({
  file: `bench/src/servers/${name}.ts`,
  readyPath: '/healthz',
  env: ({ port, url, poolSize }) => ({
    PORT: String(port),
    DATABASE_URL: url,
    DATABASE_POOL_SIZE: String(poolSize),
    JWT_SECRET,
  }),
});

/** Express and Prisma, as the legacy system's analysis recommends. */
export const expressPrisma: Contender = {
  name: 'Express + Prisma',
  works: ALL_WORKS,
  program: program('express-prisma'),
  fill: fillByHand,
  reset: resetByHand,
  word(step) {
    const { work, company, line } = step;
    if (work === 'webhook') return reportCall(step);
    const headers = { authorization: `Bearer ${tokenOf(company)}` };
    const sends = { ...headers, 'content-type': 'application/json' };
    if (work === 'get') return { method: 'GET', path: '/api/organization/info', headers };
    if (work.startsWith('resolve')) {
      const body = JSON.stringify({ phoneNumber: line.e164 });
      return { method: 'POST', path: '/internal/resolve', headers: sends, body };
    }
    if (work === 'check') {
      const path = `/api/organization/phone-number/availability?phoneNumber=${encodeURIComponent(line.spelled)}`;
      return { method: 'GET', path, headers };
    }
    const body = JSON.stringify({ twilioConfig: { phoneNumber: line.spelled } });
    return { method: 'PATCH', path: '/api/organization/info', headers: sends, body };
  },
  isRight(step: Step, status, body) {
    const { work, line, holding, holderId } = step;
    if (work === 'webhook') return isRightTwiml(step, status, body);
    if (work.startsWith('resolve')) return status === 200 && body.includes(`"${holderId}"`);
    if (holding === 'taken') return status === 409 && body.includes('"code":"PHONE_TAKEN"');
    if (status !== 200 || !body.includes(`"phoneNumber":"${line.e164}"`)) return false;
    return work !== 'check' || body.includes(holding === 'own' ? '"YOURS"' : '"AVAILABLE"');
  },
};

/** Express, pg and libphonenumber: a unique column and one statement, in as few lines as possible. */
export const byHand: Contender = {
  ...expressPrisma,
  name: 'Express + pg by hand',
  works: ['claim', 'claim taken', 'claim own'],
  program: program('by-hand'),
};

export const byHandSameWork: Contender = {
  ...byHand,
  name: 'By hand, same work',
  works: ['claim'],
  program: program('by-hand-same-work'),
  word: (step) => {
    const request = expressPrisma.word(step);
    return { ...request, headers: { ...request.headers, authorization: `Bearer ${step.company.sessionToken}` } };
  },
};

/** tRPC's own Fastify adapter and Prisma, as its starters set them up. */
export const trpcPrisma: Contender = {
  ...expressPrisma,
  name: 'tRPC + Prisma',
  works: ['check', 'claim', 'get'],
  program: program('trpc-prisma'),
  word: ({ work, company, line }) => ({
    method: 'POST',
    path: `/trpc/phone.${work === 'check' ? 'checkAvailability' : work === 'get' ? 'getInboundNumber' : 'setInboundNumber'}`,
    headers: { authorization: `Bearer ${tokenOf(company)}`, 'content-type': 'application/json' },
    ...(work !== 'get' && { body: JSON.stringify({ phoneNumber: line.spelled }) }),
  }),
  isRight: isRightEnvelope,
};

const KEY = createSecretKey(Buffer.from(JWT_SECRET));
const PERMISSIONS = { organization: ['read', 'update'], members: ['read'], routing: ['read'] };
const tokens = new Map<string, string>();

/** What a login gave the company's owner. */
export function tokenOf({ id, userId }: ActingCompany): string {
  const token =
    tokens.get(id) ?? jwt.sign({ sub: userId, tenantId: id, permissions: PERMISSIONS }, KEY, { expiresIn: '1d' });
  tokens.set(id, token);
  return token;
}
