import { createLinekeeper } from '@linekeeper/server';
import { userOf } from './users.js';

export const linekeeper = createLinekeeper({
  database: process.env.DATABASE_URL, // or your own pg.Pool
  async authenticate({ headers }) {
    const user = await userOf(headers.get('authorization')); // your own sign-in
    if (!user) return null;
    return {
      tenant: { id: user.company.id, name: user.company.name, country: user.company.country },
      role: user.isAdmin ? 'admin' : 'member',
      actor: { id: user.id, name: user.name },
    };
  },
});
