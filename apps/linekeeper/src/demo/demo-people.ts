import type { IncomingHttpHeaders } from 'node:http';
import type { Database } from '@linekeeper/core';
import { type Env, isLoopback } from '../env.ts';
import type { SignIn } from '../sign-in/sign-in.ts';
import { DEMO_EMAILS } from './demo-data.ts';

/**
 * Whether only this machine can reach the server. The password of the demo people is published, so this is the condition
 * for letting them in. A proxy on this machine makes a loopback HOST reachable from everywhere, so HOST alone proves nothing.
 */
export function isReachableLocallyOnly({ host, trustProxy }: Pick<Env, 'host' | 'trustProxy'>, publicUrl: string) {
  return isLoopback(host) && isLoopback(new URL(publicUrl).hostname) && trustProxy === 0;
}

export function isDemoPerson(email: string): boolean {
  return DEMO_EMAILS.has(email.trim().toLowerCase());
}

const FORWARDED = ['forwarded', 'x-forwarded-for', 'x-forwarded-host', 'x-real-ip', 'via'];

/**
 * Whether a proxy that isn't configured passed this request on, as far as its headers show: it names itself, or it kept the
 * public name of the server as the host.
 */
export function cameThroughProxy(headers: IncomingHttpHeaders): boolean {
  if (FORWARDED.some((name) => name in headers)) return true;
  const address = `http://${headers.host ?? ''}`;
  return !URL.canParse(address) || !isLoopback(new URL(address).hostname);
}

/** The same database, in which no session belongs to a demo person. */
export function withoutDemoPeople(db: Database): Database {
  return {
    ...db,
    async findSessionHolder(...args) {
      const holder = await db.findSessionHolder(...args);
      return holder && isDemoPerson(holder.email) ? null : holder;
    },
  };
}

/** Ends what an earlier start with the demo left behind: the demo people's sessions and password links. */
export async function signOutDemoPeople(signIn: SignIn): Promise<void> {
  const { adapter, internalAdapter } = await signIn.$context;
  for (const email of DEMO_EMAILS) {
    const found = await internalAdapter.findUserByEmail(email);
    if (!found) continue;
    await internalAdapter.deleteUserSessions(found.user.id);
    await adapter.deleteMany({ model: 'verification', where: [{ field: 'value', value: found.user.id }] });
  }
}
