import { request } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startTestServer, type TestServer } from '../support/test-server.ts';

let server: TestServer;
let scripts: string[];
beforeAll(async () => {
  server = await startTestServer();
  const page = await (await fetch(server.url)).text();
  scripts = [...page.matchAll(/(?:src|href)="(\/assets\/[^"]+\.js)"/g)].map(([, path]) => path as string);
});
afterAll(() => server[Symbol.asyncDispose]());

/** As it is sent: `fetch` would ask for compression and undo it. */
function get(path: string, encoding: string) {
  return new Promise<{ headers: Record<string, unknown>; body: Buffer }>((resolve, reject) => {
    const sent = request(
      `${server.url}${path}`,
      { headers: { accept: 'text/html', 'accept-encoding': encoding } },
      (response) => {
        const { headers } = response;
        buffer(response).then((body) => resolve({ headers, body }), reject);
      },
    );
    sent.on('error', reject).end();
  });
}

it.each([
  ['br', brotliDecompressSync, 0.35],
  ['gzip', gunzipSync, 0.4],
] as const)(
  'the server sends scripts as %s to browsers that accept it, to be cached forever',
  async (encoding, decompress, share) => {
    expect(scripts.length).toBeGreaterThan(0);
    let [sent, whole] = [0, 0];
    for (const path of scripts) {
      const plain = await get(path, 'identity');
      const compressed = await get(path, `${encoding}, deflate`);
      expect(plain.headers['content-encoding']).toBeUndefined();
      expect(compressed.headers).toMatchObject({
        'content-encoding': encoding,
        'content-type': plain.headers['content-type'],
        'cache-control': 'public, max-age=31536000, immutable',
        vary: expect.stringMatching(/accept-encoding/i),
      });
      expect(decompress(compressed.body).equals(plain.body)).toBe(true);
      sent += compressed.body.length;
      whole += plain.body.length;
    }
    expect(sent / whole).toBeLessThan(share);
  },
);

it('the server sends the page compressed, and browsers ask for it again each time', async () => {
  const { headers, body } = await get('/inbound-number', 'br');
  expect(headers).toMatchObject({ 'content-encoding': 'br', 'cache-control': 'no-cache' });
  expect(brotliDecompressSync(body).toString()).toContain('<!doctype html>');
});
