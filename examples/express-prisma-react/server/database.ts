import { PrismaPg } from '@prisma/adapter-pg';
import { PrismaClient } from './generated/client.ts';

export const prisma = new PrismaClient({ adapter: new PrismaPg({ connectionString: process.env.DATABASE_URL }) });

/** A product has migrations for this. */
export async function createTables(): Promise<void> {
  await prisma.$executeRaw`CREATE TABLE IF NOT EXISTS companies (id TEXT PRIMARY KEY, name TEXT NOT NULL, country TEXT)`;
  await prisma.$executeRaw`CREATE TABLE IF NOT EXISTS users (id TEXT PRIMARY KEY, name TEXT NOT NULL, email TEXT NOT NULL UNIQUE,
    password_hash TEXT NOT NULL, is_admin BOOLEAN NOT NULL, company_id TEXT NOT NULL REFERENCES companies)`;
}
