import { createCipheriv, createDecipheriv, createHash } from 'node:crypto';

/** Hides the ids of events: they're counted across all tenants, so they'd tell each tenant how much the others change. */
export interface EventIds {
  seal(id: string): string;
  /** Null: not made by {@link seal} with the same key. */
  open(sealed: string): string | null;
}

const BLOCK_BYTES = 16;
/** In front of the number. Text that wasn't sealed here has other bytes there. */
const TAG_BYTES = 8;

/** `key` as of `NumberBudget`: processes with one database share it. */
export function createEventIds(key: string): EventIds {
  const aesKey = createHash('sha256').update(`event ids ${key}`).digest();
  // One block, so ECB is all that it takes: equal ids give equal texts, as they should.
  return {
    seal(id) {
      const block = Buffer.alloc(BLOCK_BYTES);
      block.writeBigInt64BE(BigInt(id), TAG_BYTES);
      return createCipheriv('aes-256-ecb', aesKey, null).setAutoPadding(false).update(block).toString('base64url');
    },
    open(sealed) {
      const bytes = Buffer.from(sealed, 'base64url');
      if (bytes.length !== BLOCK_BYTES) return null;
      const block = createDecipheriv('aes-256-ecb', aesKey, null).setAutoPadding(false).update(bytes);
      return block.subarray(0, TAG_BYTES).equals(Buffer.alloc(TAG_BYTES))
        ? block.readBigInt64BE(TAG_BYTES).toString()
        : null;
    },
  };
}
