import { createLinekeeper } from '@linekeeper/server';
import { userOf } from './users.ts';

export const linekeeper = createLinekeeper({
  database: process.env.DATABASE_URL,
  async authenticate({ headers }) {
    const user = await userOf(headers.get('authorization'));
    return user && { tenant: user.company, role: user.isAdmin ? 'admin' : 'member', actor: user };
  },
});
