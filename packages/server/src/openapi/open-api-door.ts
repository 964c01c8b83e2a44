import { createHash } from 'node:crypto';
import type { Answer } from '../call.ts';
import type { Door } from '../door.ts';

export interface OpenApiDoorOptions {
  /** Where Linekeeper is mounted, for example "/linekeeper". '' for the root. */
  basePath: string;
  /** The name of the session cookie. Absent if there is none. */
  sessionCookie?: string | undefined;
}

/** `GET /openapi.json`, for everyone, including pages of other sites. The document is generated at the first request. */
export function openApiDoor(options: OpenApiDoorOptions): Door {
  let made: Promise<{ text: string; etag: string }> | undefined;
  return {
    path: '/openapi.json',
    usage: 'Use GET',
    methods: {
      async GET(call): Promise<Answer> {
        made ??= make(options);
        const { text, etag } = await made;
        const headers = { etag, 'cache-control': 'public, max-age=300', 'access-control-allow-origin': '*' };
        if (call.headers['if-none-match'] === etag) return { status: 304, headers, body: '' };
        return { status: 200, headers: { ...headers, 'content-type': 'application/json; charset=utf-8' }, body: text };
      },
    },
  };
}

async function make(options: OpenApiDoorOptions): Promise<{ text: string; etag: string }> {
  const { openApiDocument } = await import('./open-api-document.ts');
  const text = JSON.stringify(openApiDocument(options));
  return { text, etag: `"${createHash('sha256').update(text).digest('base64url')}"` };
}
