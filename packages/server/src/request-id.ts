import { randomBytes } from 'node:crypto';

const ALPHABET = 'abcdefghijklmnopqrstuvwxyz';
const LENGTH = 12;
/** Random bytes for many ids are generated at once, because each time needs a system call. */
const IDS_AT_ONCE = 256;

let bytes: Buffer = Buffer.alloc(0);
let used = 0;

/** Finds a request in the log. Without digits, so that no id in a log looks like a phone number. */
export function createRequestId(): string {
  if (used === bytes.length) {
    bytes = randomBytes(LENGTH * IDS_AT_ONCE);
    used = 0;
  }
  let id = '';
  for (const end = used + LENGTH; used < end; used++) id += ALPHABET[(bytes[used] ?? 0) % ALPHABET.length];
  return id;
}
