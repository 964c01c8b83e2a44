import { createLinekeeper } from '@linekeeper/server';
import { userOf } from './users';

export const linekeeper = createLinekeeper({
  database: process.env.DATABASE_URL,
  async authenticate({ headers }) {
    const [, session] = /(?:^|; )session=([^;]*)/.exec(headers.get('cookie') ?? '') ?? [];
    const user = await userOf(session);
    return user && { tenant: user.company, role: 'admin', actor: user };
  },
});
