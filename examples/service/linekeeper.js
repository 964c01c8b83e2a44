// Linekeeper as a separate server, with the product's own sign-in by JSON Web Tokens.
import { jwtVerify } from 'jose';
import { createLogger, readEnv, startServer } from 'linekeeper';

const KEY = new TextEncoder().encode(process.env.JWT_SECRET);

async function authenticate({ headers }) {
  const token = headers.get('authorization')?.replace('Bearer ', '') ?? '';
  const verified = await jwtVerify(token, KEY).catch(() => null);
  if (!verified) return null;
  const { sub, name, company, role } = verified.payload;
  return { tenant: company, role, actor: { id: sub, name } };
}

const env = readEnv();
const server = await startServer(env, createLogger({ level: env.logLevel }), { authenticate });
for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => server.close());
