import { createGateway } from './gateway.ts';

const { LINEKEEPER_URL = 'http://localhost:3000/trpc', LINEKEEPER_KEY, PORT = '4000' } = process.env;
if (!LINEKEEPER_KEY) {
  process.stderr.write('Set LINEKEEPER_KEY to a platform key with the scope routing:read\n');
  process.exit(1);
}
createGateway({ url: LINEKEEPER_URL, token: LINEKEEPER_KEY }).listen(Number(PORT), () => {
  process.stdout.write(`The voice gateway is ready at http://localhost:${PORT}\n`);
});
