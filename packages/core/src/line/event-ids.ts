import { createCipheriv, createDecipheriv, createHash } from 'node:crypto';

/**
 * Encrypts the ids of events and of call records, which are counted across all tenants and would otherwise reveal how much
 * other tenants change, and how often they are called.
 */
export interface EventIds {
  seal(id: string): string;
  /** Null: not made by {@link seal} with the same key. */
  open(sealed: string): string | null;
}

const BLOCK_BYTES = 16;
/** In front of the number. Text that wasn't sealed here has other bytes there. */
const TAG_BYTES = 8;

/** `key` is that of `NumberBudget`, which all processes with the same database share. */
export function createEventIds(key: string): EventIds {
  const aesKey = createHash('sha256').update(`event ids ${key}`).digest();
  // The input is a single block, so ECB is safe here. Equal ids must give equal texts.
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
