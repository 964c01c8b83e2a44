import Fastify from 'fastify';
import { expect, it } from 'vitest';
import { PEER_HEADER, type SignIn } from './sign-in.ts';
import { signInRoutes } from './sign-in-routes.ts';

it('the sign-in library gets only the headers that it needs and the address of the client', async () => {
  const seen: Record<string, string>[] = [];
  const signIn = {
    handler: async ({ headers }: Request) => {
      seen.push(Object.fromEntries(headers));
      return Response.json(null);
    },
  } as unknown as SignIn;
  const app = Fastify();
  signInRoutes(app, {
    onSignIn: async () => {},
    signIn,
    demo: true,
    publicUrl: 'https://lines.example',
    inPlace: async (_ip, work) => work(),
    limit: async () => ({ end: async () => {} }),
  });
  const needed = {
    'content-type': 'application/json',
    cookie: 'a=b',
    origin: 'https://lines.example',
    referer: 'https://lines.example/',
    'sec-fetch-site': 'same-origin',
    'user-agent': 'a browser',
  };
  const others = {
    host: '[',
    forwarded: 'host=evil.example',
    'x-forwarded-for': '203.0.113.9',
    'x-forwarded-host': 'evil.example',
    'x-forwarded-proto': 'javascript',
    'x-original-url': '/admin',
    'x-http-method-override': 'DELETE',
    [PEER_HEADER]: '203.0.113.9',
  };
  for (const url of ['/api/auth/sign-out', '/api/auth/sign-in/email', '/api/auth/reset-password']) {
    await app.inject({
      method: 'POST',
      url,
      headers: { ...others, ...needed },
      payload: { email: 'a@b.example', password: 'a password', token: 'a token', newPassword: 'a new password' },
      remoteAddress: '192.0.2.1',
    });
  }
  expect(seen).toHaveLength(3);
  for (const headers of seen) expect(headers).toEqual({ ...needed, [PEER_HEADER]: '192.0.2.1' });

  await app.inject({ url: '/api/auth/get-session', headers: { ...needed, authorization: 'Bearer a-token' } });
  expect(seen.at(-1)).toMatchObject({ authorization: 'Bearer a-token' });
  expect(seen.at(-1)).not.toHaveProperty('cookie');
});
