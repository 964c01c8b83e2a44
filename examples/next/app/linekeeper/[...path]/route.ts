import { linekeeper } from '../../../lib/linekeeper';

export const GET = linekeeper.fetch;
export const POST = linekeeper.fetch;
