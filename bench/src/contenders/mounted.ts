import type { Contender } from '../contender.ts';
import { JWT_SECRET, tokenOf } from './by-hand.ts';
import { fillWithKey, isRightEnvelope, keyOf, wordProcedure } from './linekeeper.ts';
import { resetLinekeeper } from './linekeeper-rows.ts';

const NAME = 'Linekeeper in Express';

/** Linekeeper mounted in a product that has its own sign-in: the comparator's. */
export const mounted: Contender = {
  name: NAME,
  works: ['check', 'claim', 'get', 'resolve'],
  program: {
    file: 'bench/src/servers/mounted.ts',
    readyPath: '/healthz',
    env: ({ port, url, poolSize }) => ({
      PORT: String(port),
      DATABASE_URL: url,
      DATABASE_POOL_SIZE: String(poolSize),
      JWT_SECRET,
    }),
  },
  fill: (owner, companies) => fillWithKey(NAME, owner, companies),
  reset: resetLinekeeper,
  word(step) {
    const request = wordProcedure(step, step.work === 'resolve' ? keyOf(NAME) : tokenOf(step.company));
    return { ...request, path: `/linekeeper${request.path}` };
  },
  isRight: isRightEnvelope,
};
