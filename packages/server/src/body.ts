import { MAX_BODY_BYTES } from '@linekeeper/contract';
import { HttpError } from './http-fault.ts';

/**
 * Reads a stream as UTF-8 text. Throws {@link HttpError} 413 if it is too long, and reads no further; 400 if it ends
 * early, which isn't logged as a fault.
 */
export async function readText(chunks: AsyncIterable<Uint8Array>): Promise<string> {
  const read: Uint8Array[] = [];
  let bytes = 0;
  try {
    for await (const chunk of chunks) {
      bytes += chunk.length;
      if (bytes > MAX_BODY_BYTES) throw new HttpError(413);
      read.push(chunk);
    }
  } catch (error) {
    throw error instanceof HttpError ? error : new HttpError(400);
  }
  return Buffer.concat(read).toString('utf8');
}
