import { toNodeHandler } from '@linekeeper/server';
import express from 'express';
import { linekeeper } from './linekeeper.js';

await linekeeper.migrate();

const app = express();
app.use(express.json());
app.use('/linekeeper', toNodeHandler(linekeeper));

// Your voice provider asks which company a call is for. `to` is in E.164 form: +14155238886. Let only your provider ask,
// by its signature or a shared secret: the answer says who holds a number.
app.post('/calls', async (request, response) => {
  const line = await linekeeper.resolve(request.body.to);
  response.json({ company: line?.tenantId ?? null });
});

app.listen(Number(process.env.PORT ?? 3000));
