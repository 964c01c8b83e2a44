import { type Authenticate, createLinekeeper, type Linekeeper } from '@linekeeper/server';
import type pg from 'pg';
import { pino } from 'pino';

export function createForProduction(pool: pg.Pool, authenticate: Authenticate): Linekeeper {
  const linekeeper = createLinekeeper({
    database: pool,
    ownerDatabase: process.env.DATABASE_OWNER_URL,
    secret: process.env.LINEKEEPER_SECRET,
    log: pino(),
    authenticate,
  });
  return linekeeper;
}

export function createForOtherOrigins(authenticate: Authenticate): Linekeeper {
  const linekeeper = createLinekeeper({
    database: process.env.DATABASE_URL,
    authenticate,
    origins: ['https://app.example', { origin: 'https://admin.example', credentials: true }],
  });
  return linekeeper;
}
