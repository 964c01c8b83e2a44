import { createLinekeeper } from '@linekeeper/server';
import { userOf } from './users.js';

export const linekeeper = createLinekeeper({
  database: process.env.DATABASE_URL, // or your own pg.Pool
  async authenticate({ headers }) {
    const user = await userOf(headers.get('authorization')); // your own sign-in: null if the token is wrong or expired
    if (!user) return null;
    return {
      tenant: { id: String(user.company.id), name: user.company.name, country: user.company.country },
      role: user.isAdmin ? 'admin' : 'member',
      actor: { id: String(user.id), name: user.name },
    };
  },
});
