import { once } from 'node:events';
import { abuse } from './abuse.ts';

// A process of its own, so that what the abuse costs its sender doesn't count as waiting of the honest tenant.
process.send?.('ready');
const [settings] = (await once(process, 'message')) as [Parameters<typeof abuse>];
process.send?.(await abuse(...settings), () => process.disconnect());
