import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { keepFile, readIfThere } from '@linekeeper/postgres';
import { EmbeddedPostgresError } from './embedded-postgres-error.ts';

/** The passwords of the two roles of an embedded PostgreSQL. */
export interface Passwords {
  owner: string;
  server: string;
}

const PASSWORD = /^[\w-]{32}$/;

/**
 * The passwords that are stored in `dataDir`. They are created only if there is no database yet, because new passwords don't
 * work with an existing one (`dataExists`). Throws {@link EmbeddedPostgresError} if the file is missing then, or damaged.
 */
export async function readPasswords(dataDir: string, dataExists: boolean): Promise<Passwords> {
  const file = join(dataDir, 'postgres-passwords.json');
  const text = dataExists ? await readIfThere(file) : await keepFile(file, makePasswords);
  if (text === null) throw new EmbeddedPostgresError(`${file} is missing. ${RESTORE}`);
  const passwords = parse(text);
  if (!passwords) throw new EmbeddedPostgresError(`${file} is damaged. ${RESTORE}`);
  return passwords;
}

const RESTORE = 'Nothing was changed. This file has the passwords of the embedded database. Restore it from a backup.';

function makePasswords(): string {
  const password = () => randomBytes(24).toString('base64url');
  return JSON.stringify({ owner: password(), server: password() } satisfies Passwords);
}

function parse(text: string): Passwords | null {
  try {
    const { owner, server } = JSON.parse(text) as Record<keyof Passwords, unknown>;
    const good = [owner, server].every((password) => typeof password === 'string' && PASSWORD.test(password));
    return good ? { owner: String(owner), server: String(server) } : null;
  } catch {
    return null;
  }
}
