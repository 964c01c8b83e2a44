import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';
import { PhoneNumber } from '@linekeeper/phone-number';
import { z } from 'zod';
import { deriveKey } from '../secret.ts';

/** The number that a company couldn't claim, and when it asked. */
const Contents = z.object({ tenantId: z.string(), phoneNumber: PhoneNumber, at: z.iso.datetime() });
export type SupportContents = z.infer<typeof Contents>;

const PREFIX = 'LK-';
const CIPHER = 'aes-256-gcm';
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/**
 * Encrypts what support has to know, so that the person who passes it on can neither read nor change it. `linekeeper
 * support open` decrypts it.
 */
export function sealReference(secret: string, contents: SupportContents): string {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv(CIPHER, keyOf(secret), nonce);
  const sealed = Buffer.concat([cipher.update(JSON.stringify(contents)), cipher.final()]);
  return PREFIX + Buffer.concat([nonce, cipher.getAuthTag(), sealed]).toString('base64url');
}

/** Null: the text isn't a reference that was sealed with this secret. */
export function openReference(secret: string, reference: string): SupportContents | null {
  const text = reference.trim();
  if (!text.startsWith(PREFIX)) return null;
  const bytes = Buffer.from(text.slice(PREFIX.length), 'base64url');
  if (bytes.length <= NONCE_BYTES + TAG_BYTES) return null;
  try {
    const decipher = createDecipheriv(CIPHER, keyOf(secret), bytes.subarray(0, NONCE_BYTES));
    decipher.setAuthTag(bytes.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES));
    const opened = Buffer.concat([decipher.update(bytes.subarray(NONCE_BYTES + TAG_BYTES)), decipher.final()]);
    return Contents.safeParse(JSON.parse(opened.toString())).data ?? null;
  } catch {
    // It was changed, or sealed with another secret.
    return null;
  }
}

function keyOf(secret: string): Buffer {
  return createHash('sha256').update(deriveKey(secret, 'support references')).digest();
}
