import jwt from 'jsonwebtoken';
import { createLogger, readEnv, startServer } from 'linekeeper';
import pg from 'pg';

const { PRODUCT_DATABASE_URL = '', JWT_SECRET = '' } = process.env;
// Without them, the server would start and refuse every token.
for (const [name, value] of Object.entries({ PRODUCT_DATABASE_URL, JWT_SECRET })) {
  if (value !== '') continue;
  process.stderr.write(`${name} is not set. See README.md\n`);
  process.exit(1);
}
const product = new pg.Pool({ connectionString: PRODUCT_DATABASE_URL, max: 3 });

const env = readEnv({ LINEKEEPER_DASHBOARD: '0', ...process.env });
const server = await startServer(env, createLogger({ level: env.logLevel }), {
  async authenticate({ headers }) {
    const [, token = ''] = (headers.get('authorization') ?? '').split(' ');
    const { sub = '', organizationId: id } = verified(token);
    if (!id) return null;
    const { rows } = await product.query<{ name: string }>('SELECT name FROM public.tenants WHERE id = $1', [id]);
    const [company] = rows;
    // The company was deleted after the token was signed.
    if (!company) return null;
    return { tenant: { id, name: company.name }, role: 'owner', actor: { id: sub, name: sub } };
  },
});
// Launchers such as pnpm pass one signal on more than once.
let isClosing = false;
for (const signal of ['SIGINT', 'SIGTERM']) {
  process.on(signal, () => {
    if (isClosing) return;
    isClosing = true;
    void server.close().then(() => process.exit());
  });
}
process.stdout.write(`Linekeeper is ready at ${server.address}\n`);

/** The payload of the product's token; nothing if the token is invalid. */
function verified(token: string): { sub?: string; organizationId?: string } {
  try {
    return jwt.verify(token, JWT_SECRET, { algorithms: ['HS256'] }) as object;
  } catch {
    return {};
  }
}
