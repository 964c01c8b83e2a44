import { toNodeHandler } from '@linekeeper/server';
import express from 'express';
import { createTables } from './database.ts';
import { linekeeper } from './linekeeper.ts';
import { signIn, signUp, userOf } from './users.ts';

await createTables();
await linekeeper.migrate();
export const app = express();
app.use(express.json());
app.use('/linekeeper', toNodeHandler(linekeeper));

app.post('/api/sign-up', async (request, response) => {
  response.json({ token: await signUp(request.body) });
});

app.post('/api/sign-in', async (request, response) => {
  const token = await signIn(request.body.email, request.body.password);
  response.status(token ? 200 : 401).json({ token });
});

app.get('/api/me', async (request, response) => {
  const user = await userOf(request.headers.authorization);
  response.status(user ? 200 : 401).json(user && { name: user.name, company: user.company.name });
});

/** The voice provider asks which company an incoming call belongs to. */
app.post('/calls', async (request, response) => {
  const line = await linekeeper.resolve(request.body.to);
  response.json({ to: request.body.to, company: line?.tenantName ?? null });
});

app.use(express.static('web/dist'));
