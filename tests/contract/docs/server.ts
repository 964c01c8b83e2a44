import { toNodeHandler } from '@linekeeper/server';
import express from 'express';
import { linekeeper } from './linekeeper.js';

await linekeeper.migrate();

const app = express();
app.use(express.json());
app.use('/linekeeper', toNodeHandler(linekeeper));

// Your voice provider asks which company a call is for. `to` is in E.164 form: +14155238886. Check a signature or a
// shared secret, so that only your provider can ask: the answer says who holds a number.
app.post('/calls', async (request, response) => {
  const line = await linekeeper.resolve(request.body?.to);
  response.json({ company: line?.tenantId ?? null });
});

const server = app.listen(Number(process.env.PORT ?? 3000));
process.once('SIGTERM', () => {
  server.close(() => void linekeeper.close());
  setTimeout(() => server.closeAllConnections(), 5_000).unref(); // a proxy can keep its connections busy without end
});
