import { expect, it } from 'vitest';
import { startLegacyWorker } from '../../packages/legacy/src/legacy-worker.ts';
import { type Fate, openNetwork } from '../support/network.ts';
import { createTestDatabase } from '../support/test-database.ts';

it.each(['before it answered', 'in the middle of a question'])(
  'the worker stops in two seconds if its database froze %s',
  async (when) => {
    await using db = await createTestDatabase();
    const network = await openNetwork(db.url);
    let replies = 0;
    let fate: Fate = when === 'before it answered' ? 'WITHHOLD' : 'PASS';
    network.judgeReplies(() => {
      replies++;
      return fate;
    });
    const stop = startLegacyWorker({ urls: { url: network.url, ownerUrl: db.ownerUrl }, onError: () => {} });
    await expect.poll(() => replies, { timeout: 5_000 }).toBeGreaterThan(0);
    if (fate === 'PASS') {
      // It waits for two seconds between its questions. The next one gets no answer.
      await expect.poll(() => replies, { timeout: 5_000 }).toBeGreaterThan(3);
      fate = 'WITHHOLD';
      const before = replies;
      await expect.poll(() => replies, { timeout: 5_000 }).toBeGreaterThan(before);
    }
    const began = performance.now();
    await stop();
    expect(performance.now() - began).toBeLessThan(2_000);
    await network.close();
  },
);
