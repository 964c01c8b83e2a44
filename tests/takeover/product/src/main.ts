import { createServer } from 'node:http';
import { PrismaPg } from '@prisma/adapter-pg';
import { PrismaClient } from '../generated/client.ts';
import { createApp } from './app.ts';

const { DATABASE_URL = '', PORT = '4000', JWT_SECRET = 'legacy' } = process.env;
const prisma = new PrismaClient({ adapter: new PrismaPg({ connectionString: DATABASE_URL, max: 10 }) });
await prisma.$connect();
const server = createServer(createApp(prisma, JWT_SECRET));
// Longer than its clients keep a connection, so that no client sends a request on a connection that is being closed.
server.keepAliveTimeout = 75_000;
server.listen(Number(PORT), '127.0.0.1', () => {
  process.stdout.write('The product is ready\n');
});
