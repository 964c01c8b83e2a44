import { PrismaPg } from '@prisma/adapter-pg';
import { readServerEnv } from './env.ts';
import { createExpressApp } from './express-app.ts';
import { PrismaClient } from './generated/client.ts';

const { port, databaseUrl, poolSize, secret } = readServerEnv();
const prisma = new PrismaClient({ adapter: new PrismaPg({ connectionString: databaseUrl, max: poolSize }) });
const server = createExpressApp(prisma, secret).listen(port, '127.0.0.1');
process.once('SIGTERM', () => {
  server.close(() => void prisma.$disconnect());
  server.closeIdleConnections();
});
